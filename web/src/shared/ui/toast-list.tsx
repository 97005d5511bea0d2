import { Toast } from "@base-ui/react/toast";
import { CircleCheck, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { cx } from "@/shared/lib/cx";
import { floatLook } from "./float";
import type { ToastText } from "./toast";

interface Props {
  texts: readonly ToastText[];
  onGone: (text: ToastText) => void;
}

export function ToastList(props: Props) {
  return (
    <Toast.Provider limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-12 z-40 flex w-80 max-w-[calc(100vw-32px)] flex-col gap-2 outline-none">
          <List {...props} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List({ texts, onGone }: Props) {
  const { toasts, add } = Toast.useToastManager();
  const shown = useRef(new Set<ToastText>());
  useEffect(() => {
    for (const text of texts) {
      if (shown.current.has(text)) continue;
      shown.current.add(text);
      add({
        title: text.title,
        ...(text.detail === undefined ? {} : { description: text.detail }),
        timeout: 5_000,
        onRemove: () => onGone(text),
      });
    }
  }, [texts, add, onGone]);
  return toasts.map((one) => (
    <Toast.Root key={one.id} toast={one} swipeDirection={[]} className={floatLook}>
      <Toast.Content className={cx("flex items-start gap-2.5 py-2.5 pr-2 pl-3")}>
        <CircleCheck aria-hidden size={14} strokeWidth={2} className="mt-[3px] text-ok" />
        <div className="min-w-0 flex-1">
          <Toast.Title className="break-words font-medium" />
          <Toast.Description className="break-words text-fg-2 text-small" />
        </div>
        <Toast.Close
          aria-label="Close"
          className="inline-flex size-6 items-center justify-center rounded-2 text-fg-3 hover:bg-press hover:text-fg"
        >
          <X aria-hidden size={13} strokeWidth={2} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
