import { stride, type Work } from "./slices";
import { maxDepth, type StructureWriter } from "./structure-writer";
import { sequenceLength } from "./utf8";

/** How reading a binary encoding went. The readers never throw: what is wrong is an answer like any other. */
export interface ReadResult {
  /** Where the bytes stop making sense, and why. */
  error?: { at: number; why: string };
  /** How many bytes the value took. */
  length: number;
  root: "map" | "array" | "scalar";
  /** Members at the top, and whether each key there is text. */
  members: number;
  textKeys: boolean;
  /** The input ended inside the value: it was the first part of something longer. */
  unfinished: boolean;
  /** Laying it out was given up, for it had grown longer than anybody reads. */
  stopped: boolean;
  /** Bytes in strings that are not UTF-8. */
  invalid: number;
}

export interface ReadOptions {
  /** Lays the value out; without one the bytes are only checked. */
  writer?: StructureWriter | undefined;
  /** The bytes are the first part of a longer value. */
  cut?: boolean;
}

/** What a laid out value may grow to: strings of controls and byte strings get several times longer. */
const maxOutput = 64 * 1024 * 1024;

export const untilBreak = -1;

interface Frame {
  kind: "map" | "array" | "tag" | "text chunks" | "byte chunks";
  /** How many members are still to come, or `untilBreak`. */
  left: number;
  /** A key has been read, its value has not. */
  odd: boolean;
}

/** A string that is being written. */
interface Long {
  at: number;
  to: number;
  text: boolean;
  closing: string;
}

class Malformed extends Error {}
class Short extends Error {}

/**
 * What MessagePack and CBOR have in common: values in values with their lengths in front. Nothing is made of the bytes but
 * lines to read, so a length that lies costs nothing, a key that stands twice is shown twice, and depth is not recursion.
 */
export abstract class BinaryReader {
  protected at = 0;
  protected readonly bytes: Uint8Array;
  protected readonly view: DataView;
  protected readonly writer: StructureWriter | undefined;
  readonly #cut: boolean;
  readonly #frames: Frame[] = [];
  #long: Long | undefined;
  #began = false;
  #keyIsText = false;
  #rooted = false;
  #top: Frame | undefined;
  readonly #result: ReadResult = {
    length: 0,
    root: "scalar",
    members: 0,
    textKeys: true,
    unfinished: false,
    stopped: false,
    invalid: 0,
  };

  constructor(bytes: Uint8Array, { writer, cut = false }: ReadOptions) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.writer = writer;
    this.#cut = cut;
  }

  /** Reads the head at `at`, and either writes a scalar or begins what it is the head of. */
  protected abstract item(): void;

  *read(): Work<ReadResult> {
    try {
      yield* this.#run();
    } catch (cause) {
      if (cause instanceof Short && this.#cut) this.#result.unfinished = true;
      else if (cause instanceof Short) this.#result.error = { at: this.at, why: "it ends inside the value" };
      else if (cause instanceof Malformed) this.#result.error = { at: this.at, why: cause.message };
      else throw cause;
    }
    return { ...this.#result, length: this.at };
  }

  *#run(): Work<void> {
    let breath = { items: 0, at: 0 };
    do {
      this.#began = false;
      this.#keyIsText = false;
      this.item();
      while (this.#long && !this.#goOn(this.#long)) yield;
      if (!this.#began) this.#settle();
      if (++breath.items > 1000 || this.at > breath.at + stride) {
        yield;
        breath = { items: 0, at: this.at };
        if (this.writer && this.writer.out.length > maxOutput) {
          this.#result.stopped = true;
          return;
        }
      }
    } while (this.#frames.length > 0);
  }

  // For the readers.

  protected get frame(): Frame | undefined {
    return this.#frames.at(-1);
  }

  protected fail(why: string): never {
    throw new Malformed(why);
  }

  /** Takes the next `size` bytes and returns where they begin. */
  protected take(size: number): number {
    const from = this.at;
    if (from + size > this.bytes.length) throw new Short();
    this.at = from + size;
    return from;
  }

  /** A scalar that is short. */
  protected scalar(text: string) {
    this.writer?.next();
    this.writer?.out.ascii(text);
  }

  /** A string or byte string of `size` bytes: they are written by and by, they may be all there is. */
  protected long(size: number, text: boolean, around: readonly [string, string]) {
    const chunk = this.frame?.kind === "text chunks" || this.frame?.kind === "byte chunks";
    if (!chunk) {
      this.writer?.next();
      this.writer?.out.ascii(around[0]);
    }
    this.#keyIsText = text;
    const to = Math.min(this.bytes.length, this.at + size);
    if (to < this.at + size && !this.#cut) throw new Short();
    this.#long = { at: this.at, to, text, closing: chunk ? "" : around[1] };
    this.at += size;
  }

  protected begin(kind: Frame["kind"], left: number, prefix = "") {
    // Every member takes a byte at least: what claims more than there is needs no looking at.
    if (!this.#cut && left > this.bytes.length - this.at) throw new Short();
    if (this.#frames.length === maxDepth) this.fail("nested more than a million levels deep");
    const asKey = this.#isKey();
    const frame: Frame = { kind, left, odd: false };
    this.#rootIs(frame);
    if (kind === "map") this.writer?.open(0x7b, asKey);
    else if (kind === "array") this.writer?.open(0x5b, asKey);
    else {
      this.writer?.wrap(prefix);
      if (kind === "text chunks") this.#keyIsText = true;
    }
    this.#frames.push(frame);
    if (left === 0) this.#close();
    else this.#began = true;
  }

  /** The end of what had no length in front. */
  protected endIndefinite() {
    const { frame } = this;
    if (!frame || frame.left !== untilBreak || frame.odd) this.fail("a break where nothing ends");
    this.#close();
    if (frame.kind === "text chunks") this.#keyIsText = true;
  }

  // Its own.

  /** The first that is not a tag is what the value is. */
  #rootIs(frame: Frame) {
    if (this.#rooted || frame.kind === "tag") return;
    this.#rooted = true;
    if (frame.kind !== "map" && frame.kind !== "array") return;
    this.#top = frame;
    this.#result.root = frame.kind;
  }

  #isKey(): boolean {
    return this.frame?.kind === "map" && !this.frame.odd;
  }

  #close() {
    const frame = this.#frames.pop();
    if (frame?.kind === "map") this.writer?.close(0x7d);
    else if (frame?.kind === "array") this.writer?.close(0x5d);
    else if (frame?.kind === "tag") this.writer?.unwrap(")");
    else this.writer?.unwrap(frame?.kind === "text chunks" ? '"' : "'");
  }

  /** A value is complete, and with it perhaps what it was the last of. */
  #settle() {
    for (let { frame } = this; frame; { frame } = this) {
      if (frame.kind === "text chunks" || frame.kind === "byte chunks") return;
      if (frame.kind === "map" && !frame.odd) {
        frame.odd = true;
        if (frame === this.#top) this.#result.textKeys &&= this.#keyIsText;
        this.writer?.colon();
        return;
      }
      frame.odd = false;
      if (frame === this.#top) this.#result.members++;
      if (frame.left === untilBreak || --frame.left > 0) return;
      this.#close();
    }
  }

  /** Writes the next stretch of a string, and tells whether that was its last. */
  #goOn(long: Long): boolean {
    let end = Math.min(long.to, long.at + stride);
    // Never between the bytes of one character.
    while (long.text && end < long.to && ((this.bytes[end] ?? 0) & 0xc0) === 0x80 && end < long.at + stride + 3) end++;
    if (!long.text) this.writer?.hex(this.bytes, long.at, end);
    else {
      this.writer?.quoted(this.bytes, long.at, end);
      this.#countInvalid(long.at, end);
    }
    long.at = end;
    if (end < long.to) return false;
    this.#long = undefined;
    if (this.at > this.bytes.length) {
      this.at = this.bytes.length;
      throw new Short();
    }
    this.writer?.out.ascii(long.closing);
    return true;
  }

  #countInvalid(from: number, to: number) {
    for (let at = from; at < to; ) {
      const length = sequenceLength(this.bytes, at, to);
      if (length === 0) this.#result.invalid++;
      at += length || 1;
    }
  }
}
