import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll } from "vitest";
import { reportReachable } from "@/api/reachability";
import { applyPreferences } from "@/app/preferences";
import { showOverlay } from "@/commands/overlay";
import { forgetPresses, noticePresses } from "@/connection/asked";
import { resetAnswers, server } from "./server";

// jsdom has no layout, so nothing is ever resized or scrolled.
globalThis.ResizeObserver ??= class {
  observe() {
    return undefined;
  }
  unobserve() {
    return undefined;
  }
  disconnect() {
    return undefined;
  }
};
Element.prototype.getAnimations ??= () => [];
Element.prototype.scrollIntoView ??= () => undefined;
window.scrollTo = () => undefined;
window.matchMedia ??= (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });

// The first page of a file compiles all of it, and on a busy machine that takes more than the usual second.
configure({ asyncUtilTimeout: 15_000 });

applyPreferences();
noticePresses();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  resetAnswers();
  reportReachable();
  forgetPresses();
  showOverlay(undefined);
  localStorage.clear();
  window.dispatchEvent(new StorageEvent("storage", { key: null })); // all that was chosen is as usual again
});
afterAll(() => server.close());
