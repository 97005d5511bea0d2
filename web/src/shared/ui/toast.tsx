import { Toast as Base } from "@base-ui/react/toast";
import { CircleCheck, X } from "lucide-react";
import { cx } from "@/shared/lib/cx";
import { floatLook } from "./float";

const manager = Base.createToastManager();

/** Confirms something that has left the screen. What is still to be seen needs no toast, and an error never is one. */
export function toast({ title, detail }: { title: string; detail?: string }) {
  manager.add({ title, ...(detail === undefined ? {} : { description: detail }), timeout: 5_000 });
}

/** Where they appear: at the foot, over nothing that is being read. Announced politely; F6 reaches them. */
export function Toasts() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-12 z-40 flex w-80 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none">
          <List />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function List() {
  const { toasts } = Base.useToastManager();
  return toasts.map((one) => (
    <Base.Root key={one.id} toast={one} swipeDirection={[]} className={floatLook}>
      <Base.Content className={cx("flex items-start gap-2.5 py-2.5 pr-2 pl-3")}>
        <CircleCheck aria-hidden size={14} strokeWidth={2} className="mt-[3px] text-ok" />
        <div className="min-w-0 flex-1">
          <Base.Title className="break-words font-medium" />
          <Base.Description className="break-words text-fg-2 text-small" />
        </div>
        <Base.Close
          aria-label="Close"
          className="inline-flex size-6 items-center justify-center rounded-2 text-fg-3 hover:bg-press hover:text-fg"
        >
          <X aria-hidden size={13} strokeWidth={2} />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
