import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode, RefObject } from "react";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
  /** The buttons, the one that acts first. */
  actions: ReactNode;
  /** What has the focus at first; else the first thing that can have it. */
  initialFocus?: RefObject<HTMLElement | null>;
}

/** Asks before something goes. Esc keeps everything as it is; focus returns to where it came from. */
export function ConfirmDialog({ open, onOpenChange, title, children, actions, initialFocus }: Props) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-(--slow) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup
          {...(initialFocus ? { initialFocus } : {})}
          className="fixed top-[18vh] left-1/2 z-30 flex max-h-[calc(82vh-24px)] w-[440px] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col overflow-hidden rounded-3 border border-line-strong bg-raised shadow-float transition-[opacity,translate] duration-(--slow) ease-out max-sm:top-3 max-sm:max-h-[calc(100dvh-24px)] data-ending-style:opacity-0 data-starting-style:translate-y-1 data-starting-style:opacity-0"
        >
          <div className="flex min-h-0 flex-col gap-2.5 overflow-y-auto px-4 pt-4 pb-4">
            <AlertDialog.Title className="break-words font-semibold text-title">{title}</AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="text-fg-2">
              {children}
            </AlertDialog.Description>
          </div>
          <div className="flex shrink-0 items-center gap-2 border-line border-t bg-sub px-4 py-2.5 max-sm:flex-col max-sm:items-stretch">
            {actions}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
