import { cx } from "@/shared/lib/cx";
import { type SubjectPart, splitSubject } from "@/shared/lib/split-subject";

const kinds: Record<SubjectPart["kind"], string> = {
  token: "",
  dot: "text-fg-3",
  wildcard: "font-semibold text-accent",
  system: "text-fg-3",
};

/** A subject in its own form: tokens are read, dots step back, wildcards point. */
export function Subject({ name }: { name: string }) {
  return (
    <span className="mono break-all">
      {splitSubject(name).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one subject never move.
        <span key={index} className={cx(kinds[part.kind])}>
          {part.text}
        </span>
      ))}
    </span>
  );
}
