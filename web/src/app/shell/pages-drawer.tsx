import { Dialog } from "@base-ui/react/dialog";
import { useOverlay } from "@/commands/overlay";
import { scrimLook } from "@/shared/ui/float";
import { Pages, RailFoot } from "./rail";

/** The rail of a narrow screen: it comes from the left and goes with the page that was chosen. */
export function PagesDrawer() {
  const [open, setOpen] = useOverlay("pages");
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimLook} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-30 flex w-72 max-w-[85vw] flex-col border-line border-r bg-page shadow-float outline-none transition-[translate] duration-(--slow) ease-out data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <Dialog.Title className="flex h-header shrink-0 items-center border-line border-b px-4 font-semibold">
            Pages
          </Dialog.Title>
          <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col">
            <Pages onGo={() => setOpen(false)} />
            <RailFoot />
          </nav>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
