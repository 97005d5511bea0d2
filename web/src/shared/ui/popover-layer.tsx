import { Popover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import { floatLook } from "./float";

interface Props {
  anchor: HTMLElement;
  label: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
  open: boolean;
  onOpenChange: (open: boolean) => void;
  className?: string;
  children: ReactNode;
}

/** The part of a popover that floats. */
export function PopoverLayer({
  anchor,
  label,
  align = "start",
  side = "bottom",
  open,
  onOpenChange,
  className,
  children,
}: Props) {
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, { event }) => {
        // A press on what opened it is a press elsewhere too; it closes it by itself.
        if (!next && event.target instanceof Node && event.type !== "keydown" && anchor.contains(event.target)) return;
        onOpenChange(next);
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          // Beside what opened it there is never room for it; what does not fit below is scrolled to.
          collisionAvoidance={{ side: "flip", fallbackAxisSide: "none" }}
          className="z-30"
        >
          <Popover.Popup
            aria-label={label}
            finalFocus={{ current: anchor }}
            className={cx(floatLook, "max-h-(--available-height) max-w-[calc(100vw-16px)] overflow-y-auto", className)}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
