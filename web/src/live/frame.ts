// Batches of the live channel, as docs/LIVE.md describes them. Only lengths are looked at here: what nobody looks at is
// never decoded.

/** Totals of a subscription since it began. */
export interface Counters {
  produced: number;
  dropped: number;
  sampled: number;
  missed: number;
}

export interface Frame {
  kind: "messages" | "gap" | "counters";
  subscription: number;
  counters: Counters;
  /** Records one after the other. */
  body: Uint8Array<ArrayBuffer>;
  /** Where each begins in it. */
  offsets: Uint32Array<ArrayBuffer>;
}

/** A batch that is none: whoever sent it does not speak this protocol. */
export class FrameError extends Error {}

const version = 1;
const headSize = 44;
const gapSize = 16;
/** Of a record, its own length included. */
export const recordHead = 36;

const kinds: Record<number, Frame["kind"]> = { 1: "messages", 2: "gap", 3: "counters" };

/** Takes a batch apart. */
export function framesOf(batch: ArrayBuffer): Frame[] {
  const view = new DataView(batch);
  const frames: Frame[] = [];
  for (let at = 0; at < batch.byteLength; ) {
    if (at + 4 + headSize > batch.byteLength) throw new FrameError("a frame is cut off in its head");
    const end = at + 4 + view.getUint32(at);
    if (end > batch.byteLength || end < at + 4 + headSize)
      throw new FrameError("a frame is longer or shorter than it says");
    frames.push(frameAt(batch, view, at + 4, end));
    at = end;
  }
  return frames;
}

function frameAt(batch: ArrayBuffer, view: DataView, at: number, end: number): Frame {
  const kind = kinds[view.getUint8(at)];
  if (kind === undefined || view.getUint8(at + 1) !== version)
    throw new FrameError("a frame of a kind that is not known");
  const body = new Uint8Array(batch, at + headSize, end - at - headSize);
  const count = view.getUint32(at + 8);
  return {
    kind,
    subscription: view.getUint32(at + 4),
    counters: {
      produced: uint64(view, at + 12),
      dropped: uint64(view, at + 20),
      sampled: uint64(view, at + 28),
      missed: uint64(view, at + 36),
    },
    body,
    offsets: offsetsOf(kind, view, body, count),
  };
}

function offsetsOf(kind: Frame["kind"], view: DataView, body: Uint8Array<ArrayBuffer>, count: number) {
  if (kind !== "messages") {
    if (body.length !== (kind === "gap" ? gapSize : 0)) throw new FrameError(`a frame of ${kind} has another length`);
    return new Uint32Array(kind === "gap" ? 1 : 0);
  }
  if (count * recordHead > body.length) throw new FrameError("a frame has fewer records than it says");
  const offsets = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    offsets[i] = at;
    at += recordLength(view, body, at);
  }
  if (at !== body.length) throw new FrameError("something follows the records of a frame");
  return offsets;
}

function recordLength(view: DataView, body: Uint8Array, at: number): number {
  if (at + recordHead > body.length) throw new FrameError("a record is cut off in its head");
  const start = body.byteOffset + at;
  const length = 4 + view.getUint32(start);
  const parts = view.getUint32(start + 28) + view.getUint16(start + 32) + view.getUint16(start + 34);
  if (at + length > body.length || length < recordHead + parts) {
    throw new FrameError("a record is longer or shorter than it says");
  }
  return length;
}

/** Exact up to 2^53, which no counter reaches. */
export function uint64(view: DataView, at: number): number {
  return view.getUint32(at) * 0x1_0000_0000 + view.getUint32(at + 4);
}
