import type { AnyRouter } from "@tanstack/react-router";

/** Brings the focus to the content of the page. Without it a keyboard would start again at the top after every click on a link. */
export function focusContent() {
  document.getElementById("content")?.focus({ preventScroll: true });
}

/** Does so after every change of page, but not on the first: there the browser has it right. */
export function focusAfterNavigation(router: AnyRouter): () => void {
  return router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) focusContent();
  });
}
