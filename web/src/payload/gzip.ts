import { pause } from "./slices";

export interface Gunzipped {
  bytes: Uint8Array<ArrayBuffer>;
  /** All of it, or the first `limit` bytes, or as far as it could be read. */
  end: "whole" | "limit" | "broken";
}

/** What is unpacked at most. A few kilobytes can hold gigabytes of zeros. */
const gunzipLimit = 16 * 1024 * 1024;

export const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;

/**
 * Bytes that are handed in at once. The browser unpacks all of a piece before it asks whether anybody still listens, and
 * deflate makes a thousand bytes of one, so the piece bounds what is unpacked in vain: 4 MiB.
 */
const piece = 4096;

/** Unpacks gzip as far as it goes, and stops at the limit. */
export async function gunzip(bytes: Uint8Array, limit = gunzipLimit, signal?: AbortSignal): Promise<Gunzipped> {
  const stream = new DecompressionStream("gzip");
  const feeding = feed(stream.writable, bytes);
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let end: Gunzipped["end"] = "whole";
  try {
    while (size <= limit) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.length;
    }
    if (size > limit) end = "limit";
  } catch {
    signal?.throwIfAborted();
    end = "broken";
  }
  // Whatever is left is not wanted; a stream that is broken already refuses, which is fine too.
  await reader.cancel().catch(() => undefined);
  await feeding;
  return { bytes: join(chunks, Math.min(size, limit)), end };
}

async function feed(writable: WritableStream<BufferSource>, bytes: Uint8Array) {
  const writer = writable.getWriter();
  let rested = performance.now();
  try {
    for (let at = 0; at < bytes.length; at += piece) {
      await writer.ready;
      await writer.write(bytes.slice(at, at + piece));
      // The browser unpacks on this thread, and promises alone leave it no room to paint.
      if (performance.now() - rested < 8) continue;
      await pause();
      rested = performance.now();
    }
    await writer.close();
  } catch {
    // The reader has had enough, or has been told what is wrong.
  }
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk.subarray(0, size - at), at);
    at += Math.min(chunk.length, size - at);
  }
  return whole;
}
