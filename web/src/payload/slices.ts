/**
 * Work that can be put down in between. It yields every fraction of a millisecond or so; who runs it decides whether to
 * go on at once or to let the page breathe.
 */
export type Work<T> = Generator<void, T, void>;

/** How many bytes are looked at between two yields: well below a millisecond on a slow machine. */
export const stride = 64 * 1024;

/** Runs the work to its end, now. For what is small. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Runs the work in slices of `budget` ms, with room for input and painting in between. */
export async function inSlices<T>(work: Work<T>, signal?: AbortSignal, budget = 8): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const end = performance.now() + budget;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await pause();
  }
}

/** One turn of the event loop. A timeout would be stretched to 4 ms by the browser, and half of the time lost. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
