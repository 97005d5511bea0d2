import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import { floatLook } from "./float";

interface Props {
  trigger: ReactElement<Record<string, unknown>>;
  /** What it is, for a screen reader. */
  label: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** More about what was pressed, beside it. It closes with Esc or a click elsewhere and gives the focus back. */
export function Popover({
  trigger,
  label,
  align = "start",
  side = "bottom",
  open,
  onOpenChange,
  className,
  children,
}: Props) {
  return (
    <Base.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-20">
          <Base.Popup
            aria-label={label}
            className={cx(floatLook, "max-h-(--available-height) max-w-[calc(100vw-16px)] overflow-y-auto", className)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
