import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { cx } from "@/shared/lib/cx";
import { floatLook, scrimLook } from "./float";
import { IconButton } from "./icon-button";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  /** The buttons at its foot. */
  actions: ReactNode;
  /** What has the focus at first; else the first thing that can have it. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** There is more to see in it than fields. */
  wide?: boolean;
}

/** Asks for what is needed to do something. Esc gives up; focus returns to where it came from. */
export function FormDialog({ open, onOpenChange, title, children, actions, initialFocus, wide = false }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimLook} />
        <Dialog.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className={cx(
            floatLook,
            "fixed top-[12vh] left-1/2 z-30 flex max-h-[calc(88vh-24px)] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col overflow-hidden max-sm:top-3 max-sm:max-h-[calc(100dvh-24px)]",
            wide ? "w-[860px]" : "w-[480px]",
          )}
        >
          <div className="flex shrink-0 items-start gap-2 pt-3.5 pr-2.5 pl-4">
            <Dialog.Title className="min-w-0 flex-1 break-words font-semibold text-title">{title}</Dialog.Title>
            <Dialog.Close render={<IconButton icon={X} size="sm" label="Close" />} />
          </div>
          <div className="flex min-h-0 flex-col gap-3.5 overflow-y-auto px-4 pt-2 pb-4">{children}</div>
          <div className="flex shrink-0 items-center gap-2 border-line border-t bg-sub px-4 py-2.5 max-sm:flex-col max-sm:items-stretch">
            {actions}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
