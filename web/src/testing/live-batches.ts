import type { LiveCommand, LiveEvent } from "@/api/types";

// The other end of the live channel, for tests: it writes batches as docs/LIVE.md describes them.

interface Sent {
  subject: string;
  data?: string | Uint8Array;
  sequence?: number;
  /** ns since 1970. */
  time?: bigint;
  reply?: string;
  header?: string;
  /** When less is sent than there is. */
  size?: number;
  headerSize?: number;
}

export interface SentFrame {
  subscription: number;
  kind?: "messages" | "gap" | "counters";
  produced?: number;
  dropped?: number;
  sampled?: number;
  missed?: number;
  messages?: readonly Sent[];
  /** ns since 1970. */
  gap?: { lost: bigint; back: bigint };
}

const encoder = new TextEncoder();

class Writer {
  bytes: number[] = [];

  number(value: number | bigint, size: number) {
    const wide = BigInt.asUintN(64, BigInt(value));
    for (let i = size - 1; i >= 0; i--) this.bytes.push(Number((wide >> BigInt(8 * i)) & 0xffn));
  }

  put(bytes: Iterable<number>) {
    for (const byte of bytes) this.bytes.push(byte);
  }

  /** What is written in between, with its length in front. */
  sized(write: (inner: Writer) => void) {
    const inner = new Writer();
    write(inner);
    this.number(inner.bytes.length, 4);
    this.put(inner.bytes);
  }
}

const asBytes = (data: string | Uint8Array = "") => (typeof data === "string" ? encoder.encode(data) : data);

/** A batch with these frames. */
export function batchOf(...frames: readonly SentFrame[]): ArrayBuffer {
  const batch = new Writer();
  for (const frame of frames) batch.sized((inner) => writeFrame(inner, frame));
  return new Uint8Array(batch.bytes).buffer;
}

function writeFrame(inner: Writer, frame: SentFrame) {
  const { messages = [], gap, produced, dropped = 0, sampled = 0, missed = 0 } = frame;
  const kind = frame.kind ?? (gap ? "gap" : "messages");
  inner.number({ messages: 1, gap: 2, counters: 3 }[kind], 1);
  inner.number(1, 1);
  inner.number(0, 2);
  inner.number(frame.subscription, 4);
  inner.number(gap ? 1 : messages.length, 4);
  for (const n of [produced ?? messages.length + dropped + sampled, dropped, sampled, missed]) inner.number(n, 8);
  for (const message of messages) inner.sized((record) => writeRecord(record, message));
  if (gap) {
    inner.number(gap.lost, 8);
    inner.number(gap.back, 8);
  }
}

function writeRecord(record: Writer, message: Sent) {
  const { sequence = 0, time = 0n } = message;
  const [data, header, subject, reply] = [message.data, message.header, message.subject, message.reply].map(
    asBytes,
  ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  record.number(sequence, 8);
  record.number(time, 8);
  record.number(message.size ?? data.length, 4);
  record.number(message.headerSize ?? header.length, 4);
  record.number(header.length, 4);
  record.number(subject.length, 2);
  record.number(reply.length, 2);
  for (const part of [subject, reply, header, data]) record.put(part);
}

/** A socket whose other end is the test. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  binaryType = "blob";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  said: LiveCommand[] = [];
  closed: number | undefined;

  constructor() {
    FakeSocket.all.push(this);
  }

  send(text: string) {
    this.said.push(JSON.parse(text) as LiveCommand);
  }

  close(code = 1005) {
    this.closed = code;
    this.onclose?.({ code });
  }

  open() {
    this.onopen?.();
  }

  event(event: LiveEvent) {
    this.onmessage?.({ data: JSON.stringify(event) });
  }

  batch(...frames: readonly SentFrame[]) {
    this.onmessage?.({ data: batchOf(...frames) });
  }

  /** The commands of a kind that it was told. */
  told(op: LiveCommand["op"]): LiveCommand[] {
    return this.said.filter((command) => command.op === op);
  }
}
