import type { Page } from "@playwright/test";
import type { LiveCommand, LiveEvent } from "../../../web/src/api/types";
import { batchOf, type SentFrame } from "../../../web/src/testing/live-batches";

/** The other end of a page's live channel. */
export interface LiveEnd {
  say: (event: LiveEvent) => void;
  bring: (frame: SentFrame) => void;
  close: (code: number) => void;
  /** When the page leaves. */
  onClose: (run: () => void) => void;
}

/** Answers what the page asks to follow. */
export async function fakeLive(page: Page, answer: (end: LiveEnd, command: LiveCommand & { id: number }) => void) {
  await page.routeWebSocket(/\/api\/nats\/live$/, (socket) => {
    const end: LiveEnd = {
      say: (event) => socket.send(JSON.stringify(event)),
      bring: (frame) => socket.send(Buffer.from(batchOf(frame))),
      close: (code) => void socket.close({ code }),
      onClose: (run) => socket.onClose(run),
    };
    socket.onMessage((text) => {
      const command = JSON.parse(String(text)) as LiveCommand;
      if (command.op === "sub") answer(end, { ...command, id: command.id ?? 0 });
    });
  });
}
