import { recordHead, uint64 } from "./frame";

/** A message as it came. Payload and headers are as long as what came of them. */
export interface LiveMessage {
  /** 0 of core NATS. */
  sequence: number;
  /** ms since 1970, and the nanoseconds behind them. */
  time: number;
  nanos: number;
  subject: string;
  reply: string;
  /** Bytes of the payload and of the header block as they were published. */
  size: number;
  headerSize: number;
  header: Uint8Array<ArrayBuffer>;
  data: Uint8Array<ArrayBuffer>;
}

const text = new TextDecoder();

/** Reads the record that begins at a place of these bytes. */
export function recordAt(bytes: Uint8Array<ArrayBuffer>, at: number): LiveMessage {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.byteLength - at);
  const end = 4 + view.getUint32(0);
  const nanos = view.getBigInt64(12);
  const [size, headerSize] = [view.getUint32(20), view.getUint32(24)];
  const subjectEnd = recordHead + view.getUint16(32);
  const replyEnd = subjectEnd + view.getUint16(34);
  const headerEnd = replyEnd + view.getUint32(28);
  const part = (from: number, to: number) => bytes.subarray(at + from, at + to);
  return {
    sequence: uint64(view, 4),
    time: Number(nanos / 1_000_000n),
    nanos: Number(nanos % 1_000_000n),
    subject: text.decode(part(recordHead, subjectEnd)),
    reply: text.decode(part(subjectEnd, replyEnd)),
    size,
    headerSize,
    header: part(replyEnd, headerEnd),
    data: part(headerEnd, end),
  };
}
