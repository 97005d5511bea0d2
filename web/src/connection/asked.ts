import { passive } from "@/api/client";

// Who asks: a person, or the page by itself. A person's request counts as use of the connection and wakes it; a refresh in
// the background does neither (Heynats-Passive). A request is a person's when a person has just pressed something.

/** How long after a press a request is its doing, ms: a click loads a chunk of the page first, then asks. */
const reach = 1_500;

let pressedAt = Number.NEGATIVE_INFINITY;

const note = () => {
  pressedAt = performance.now();
};

/** Notices presses and keys from now on. Returns how to end it. */
export function noticePresses(): () => void {
  const events = ["pointerdown", "keydown"] as const;
  for (const name of events) window.addEventListener(name, note, { capture: true, passive: true });
  return () => {
    for (const name of events) window.removeEventListener(name, note, { capture: true });
  };
}

/** Forgets the last press, for a test that begins. */
export function forgetPresses() {
  pressedAt = Number.NEGATIVE_INFINITY;
}

/** Whether a person has just pressed something. */
export function isAsked(): boolean {
  return performance.now() - pressedAt < reach;
}

export function askedHeaders(): Partial<typeof passive> {
  return isAsked() ? {} : passive;
}
