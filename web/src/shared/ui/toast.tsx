import { lazy, Suspense, useSyncExternalStore } from "react";

export interface ToastText {
  title: string;
  detail?: string;
}

// They come seldom, so what shows them is loaded with the first.
const ToastList = lazy(async () => ({ default: (await import("./toast-list")).ToastList }));

let said: readonly ToastText[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly ToastText[]) {
  said = next;
  for (const listener of listeners) listener();
}

/** Confirms something that has left the screen. What is still to be seen needs no toast, and an error never is one. */
export function toast(text: ToastText) {
  publish([...said, text]);
}

/** Where they appear: at the foot, over nothing that is being read. Announced politely; F6 reaches them. */
export function Toasts() {
  const texts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  if (texts.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ToastList texts={texts} onGone={(text) => publish(said.filter((one) => one !== text))} />
    </Suspense>
  );
}
