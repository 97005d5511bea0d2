import type { ConsumerVerdict } from "@/api/types";
import { Status } from "@/shared/ui/status";
import { verdictLook } from "../lib/verdict";

/** The answer, before the numbers that it comes from. */
export function VerdictBlock({ verdict }: { verdict: ConsumerVerdict }) {
  return (
    <div className="flex flex-col gap-0.5">
      <Status large {...verdictLook(verdict)} word={verdict.title} />
      {verdict.sentence ? <p className="break-words pl-[23px] text-fg-2">{verdict.sentence}</p> : null}
    </div>
  );
}
