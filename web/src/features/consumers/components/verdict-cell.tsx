import type { ConsumerVerdict } from "@/api/types";
import { CellText } from "@/shared/grid/cells";
import { Status } from "@/shared/ui/status";
import { needsLook, verdictLook } from "../lib/verdict";

/** The verdict of a row: in two lines where somebody should act, in one where nobody need. */
export function VerdictCell(verdict: ConsumerVerdict) {
  const { level, title, sentence = "" } = verdict;
  const status = <Status {...verdictLook(verdict)} word={title} quiet={level === "fine"} />;
  if (needsLook(verdict)) {
    return (
      <>
        {status}
        <CellText quiet className="pl-[19px] text-small">
          {sentence}
        </CellText>
      </>
    );
  }
  if (level === "fine" || sentence === "") return status;
  return (
    <span className="flex min-w-0 items-baseline gap-2.5">
      {status}
      <CellText className="text-fg-3 text-small">{sentence}</CellText>
    </span>
  );
}
