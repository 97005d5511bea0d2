import { Tooltip } from "@base-ui/react/tooltip";
import { landmarkOf } from "./float";

/** The tip of an element, beside it and in the same landmark, so that it belongs to what it explains. */
export function TipPopup({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }) {
  return (
    <Tooltip.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Tooltip.Portal container={landmarkOf(anchor)}>
        <Tooltip.Positioner anchor={anchor} positionMethod="fixed" sideOffset={6} collisionPadding={8} className="z-40">
          <Tooltip.Popup
            role="tooltip"
            className="max-w-72 rounded-2 border border-line-strong bg-raised px-2 py-1 font-normal text-fg text-small shadow-float"
          >
            {anchor.dataset["tip"]}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
