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

/** A checkbox light enough for every row. */
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
        {...(onClick ? { "data-head": true } : {})}
        className={cx(
          "size-3.5 cursor-pointer appearance-none rounded-1 border",
          state === "none" ? "border-edge bg-main" : "border-accent bg-accent",
        )}
      />
      {state === "none" ? null : (
        <Icon
          aria-hidden
          size={10}
          strokeWidth={3}
          className="pointer-events-none absolute top-0.5 left-0.5 text-on-ink"
        />
      )}
    </span>
  );
}
