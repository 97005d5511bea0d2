import { Check, Minus } from "lucide-react";
import { cx } from "@/shared/lib/cx";
import { asCell } from "./roles";
import { visibleText } from "./visible-text";

interface Props {
  ticked: boolean;
  /** The key of its row. */
  what: string;
  narrow: boolean;
}

/** The cell with the box of a row. The whole cell is its target; the grid hears the click, with Shift or without. */
export function TickBox({ ticked, what, narrow }: Props) {
  return (
    <div {...asCell(1)} data-tick className={cx("flex h-full items-center", narrow ? "row-span-full" : "pl-4")}>
      <Box state={ticked ? "all" : "none"} label={`Select ${visibleText(what)}`} />
    </div>
  );
}

interface BoxProps {
  state: "none" | "some" | "all";
  label: string;
  tabIndex?: number;
  onClick?: () => void;
}

/** A checkbox light enough for every row: what is seen is 14 px, what is hit is 24 or more. */
export function Box({ state, label, tabIndex = -1, onClick }: BoxProps) {
  const Icon = state === "some" ? Minus : Check;
  return (
    <span className="relative flex size-3.5 shrink-0">
      <input
        type="checkbox"
        readOnly
        aria-label={label}
        checked={state === "all"}
        ref={(input) => {
          if (input) input.indeterminate = state === "some";
        }}
        tabIndex={tabIndex}
        onClick={onClick}
        {...(onClick ? { "data-head": "ticks" } : {})}
        className="peer absolute -inset-[5px] size-6 cursor-pointer appearance-none outline-none max-sm:-inset-[15px] max-sm:size-11"
      />
      <span
        aria-hidden
        className={cx(
          "pointer-events-none flex size-3.5 items-center justify-center rounded-1 border outline-offset-1 peer-focus-visible:outline-2 peer-focus-visible:outline-focus",
          state === "none" ? "border-edge bg-main" : "border-accent bg-accent text-on-ink",
        )}
      >
        {state === "none" ? null : <Icon aria-hidden size={10} strokeWidth={3} />}
      </span>
    </span>
  );
}
