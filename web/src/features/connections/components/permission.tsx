import type { Account } from "@/api/types";
import { Subject } from "@/shared/ui/subject";

type Subjects = Account["permissions"]["publish"];

/** What an account may do, short: the first subject, how many more, and what is taken out again. */
export function Permission({ of: { allow, deny } }: { of: Subjects }) {
  const [first, ...more] = allow;
  return (
    <>
      <Subject name={first ?? ">"} />
      {more.length > 0 ? <span className="text-fg-3"> and {more.length} more</span> : null}
      {deny.length > 0 ? (
        <span className="block text-fg-3">
          not <Subject name={deny[0] ?? ""} />
          {deny.length > 1 ? ` and ${deny.length - 1} more` : ""}
        </span>
      ) : null}
    </>
  );
}
