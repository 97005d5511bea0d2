import { describe, expect, it } from "vitest";
import { batchOf } from "@/testing/live-batches";
import { FrameError, framesOf } from "./frame";
import { recordAt } from "./record";

const batch = () =>
  batchOf(
    {
      subscription: 7,
      produced: 12,
      dropped: 9,
      sampled: 1,
      missed: 3,
      messages: [
        {
          subject: "orders.größe",
          data: "payload",
          sequence: 2 ** 40 + 1,
          time: 1_700_000_000_123_456_789n,
          reply: "_INBOX.1",
          header: "NATS/1.0\r\nA: b\r\n\r\n",
        },
        { subject: "x", data: new Uint8Array([0, 255]), size: 5_000_000, headerSize: 40 },
      ],
    },
    { subscription: 8, gap: { lost: -1n, back: 1_000_000n } },
    { subscription: 4_294_967_295, kind: "counters", produced: 2 ** 45 },
  );

describe("a batch", () => {
  it("is taken apart", () => {
    const [messages, gap, counters] = framesOf(batch());
    expect(messages).toMatchObject({
      kind: "messages",
      subscription: 7,
      counters: { produced: 12, dropped: 9, sampled: 1, missed: 3 },
    });
    expect(gap).toMatchObject({ kind: "gap", subscription: 8 });
    expect(counters).toMatchObject({ kind: "counters", subscription: 4_294_967_295, counters: { produced: 2 ** 45 } });
    const [first, second] = [...(messages?.offsets ?? [])].map((at) =>
      recordAt(messages?.body ?? new Uint8Array(), at),
    );
    expect(first).toMatchObject({
      subject: "orders.größe",
      sequence: 2 ** 40 + 1,
      time: 1_700_000_000_123,
      nanos: 456_789,
      reply: "_INBOX.1",
      size: 7,
      headerSize: 18,
    });
    expect(new TextDecoder().decode(first?.data)).toBe("payload");
    expect(new TextDecoder().decode(first?.header)).toBe("NATS/1.0\r\nA: b\r\n\r\n");
    expect(second).toMatchObject({ subject: "x", size: 5_000_000, headerSize: 40, sequence: 0 });
    expect([...(second?.data ?? [])]).toEqual([0, 255]);
    expect(second?.header).toHaveLength(0);
  });

  it("may be empty", () => {
    expect(framesOf(new ArrayBuffer(0))).toEqual([]);
  });

  it("that is cut anywhere is refused, and never read beyond its end", () => {
    const whole = batch();
    const ends = [0];
    for (const view = new DataView(whole); (ends.at(-1) ?? 0) < whole.byteLength; ) {
      ends.push((ends.at(-1) ?? 0) + 4 + view.getUint32(ends.at(-1) ?? 0));
    }
    for (let end = 0; end < whole.byteLength; end++) {
      const read = () => framesOf(whole.slice(0, end));
      if (ends.includes(end)) expect(read).not.toThrow();
      else expect(read, `cut at ${end}`).toThrow(FrameError);
    }
  });

  it("with any byte changed is read or refused", () => {
    const whole = new Uint8Array(batch());
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 1, 127, 128, 255]) {
        const changed = whole.slice();
        changed[at] = value;
        expect(outcome(changed.buffer), `byte ${at} is ${value}`).toMatch(/^(read|refused)$/);
      }
    }
  });
});

/** Reads all of a batch, down to the messages. */
function outcome(batch: ArrayBuffer): string {
  try {
    const frames = framesOf(batch).filter(({ kind }) => kind === "messages");
    for (const { body, offsets } of frames) offsets.forEach((offset) => void recordAt(body, offset));
    return "read";
  } catch (error) {
    return error instanceof FrameError ? "refused" : String(error);
  }
}
