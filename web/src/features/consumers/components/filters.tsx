import { formatCount } from "@/shared/lib/format";
import { Subject } from "@/shared/ui/subject";

/** The subjects that a consumer wants, as many as a person looks through. */
export function Filters({ subjects, most = 12 }: { subjects: readonly string[]; most?: number }) {
  if (subjects.length === 0) return <span className="text-fg-2">everything in its stream</span>;
  return (
    <ul>
      {subjects.slice(0, most).map((subject) => (
        <li key={subject}>
          <Subject name={subject} />
        </li>
      ))}
      {subjects.length > most ? <li className="text-fg-3">and {formatCount(subjects.length - most)} more</li> : null}
    </ul>
  );
}
