import { formatCount, plural } from "@/shared/lib/format";
import { Subject } from "@/shared/ui/subject";

/** The first ones say what kind of stream it is; there can be thousands. */
const shown = 8;

/** The subjects that a stream takes, in their own form. */
export function SubjectList({ subjects, sources }: { subjects: readonly string[]; sources: number }) {
  if (subjects.length === 0) {
    return (
      <span className="text-fg-2">{sources > 0 ? `none, it takes from ${plural(sources, "stream")}` : "none"}</span>
    );
  }
  const rest = subjects.length - shown;
  return (
    <ul>
      {subjects.slice(0, shown).map((subject) => (
        <li key={subject}>
          <Subject name={subject} />
        </li>
      ))}
      {rest > 0 ? (
        <li className="text-fg-3" title={subjects.slice(shown).join("\n")}>
          and {formatCount(rest)} more
        </li>
      ) : null}
    </ul>
  );
}
