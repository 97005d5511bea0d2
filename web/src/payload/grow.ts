import type { Work } from "./slices";

/** Grows by pieces of this many items: doubling 40 MB would be one long step in which nothing else happens. */
const bits = 20;
const pieceSize = 1 << bits;

/** Bytes written one after the other, without knowing before how many there will be. */
export class ByteWriter {
  readonly #full: Uint8Array[] = [];
  #piece: Uint8Array;
  #at = 0;

  constructor(expected: number) {
    this.#piece = new Uint8Array(Math.min(pieceSize, Math.max(256, expected)));
  }

  get length(): number {
    return this.#full.length * pieceSize + this.#at;
  }

  byte(value: number) {
    if (this.#at === this.#piece.length) this.#more();
    this.#piece[this.#at++] = value;
  }

  /** Plain ASCII: punctuation and digits. */
  ascii(text: string) {
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }

  copy(source: Uint8Array, from: number, to: number) {
    const size = to - from;
    // Most tokens are shorter than what a call of set() costs.
    if (size > 48 || this.#at + size > this.#piece.length) return this.#copyLong(source, from, to);
    for (let i = 0; i < size; i++) this.#piece[this.#at + i] = source[from + i] ?? 0;
    this.#at += size;
  }

  /** All that was written, in one. */
  *done(): Work<Uint8Array<ArrayBuffer>> {
    const whole = new Uint8Array(this.length);
    for (const [i, piece] of [...this.#full, this.#piece.subarray(0, this.#at)].entries()) {
      whole.set(piece, i * pieceSize);
      yield;
    }
    return whole;
  }

  #copyLong(source: Uint8Array, start: number, to: number) {
    for (let from = start; from < to; ) {
      if (this.#at === this.#piece.length) this.#more();
      const size = Math.min(to - from, this.#piece.length - this.#at);
      this.#piece.set(source.subarray(from, from + size), this.#at);
      this.#at += size;
      from += size;
    }
  }

  #more() {
    const next = new Uint8Array(Math.min(pieceSize, this.#piece.length * 2));
    if (this.#at === pieceSize) {
      this.#full.push(this.#piece);
      this.#at = 0;
    } else next.set(this.#piece);
    this.#piece = next;
  }
}

/** Whole numbers below 2³², as above. */
export class WordWriter {
  readonly #pieces: Uint32Array[];
  #last: Uint32Array;
  #at = 0;

  constructor(expected: number) {
    this.#last = new Uint32Array(Math.min(pieceSize, Math.max(64, expected)));
    this.#pieces = [this.#last];
  }

  get length(): number {
    return (this.#pieces.length - 1) * pieceSize + this.#at;
  }

  push(value: number) {
    if (this.#at === this.#last.length) this.#more();
    this.#last[this.#at++] = value;
  }

  /** Changes what was written before. */
  put(index: number, value: number) {
    const piece = this.#pieces[index >>> bits];
    if (piece) piece[index & (pieceSize - 1)] = value;
  }

  *done(): Work<Uint32Array<ArrayBuffer>> {
    const whole = new Uint32Array(this.length);
    for (const [i, piece] of this.#pieces.entries()) {
      whole.set(piece === this.#last ? piece.subarray(0, this.#at) : piece, i * pieceSize);
      yield;
    }
    return whole;
  }

  #more() {
    const next = new Uint32Array(Math.min(pieceSize, this.#last.length * 2));
    if (this.#at === pieceSize) {
      this.#pieces.push(next);
      this.#at = 0;
    } else {
      next.set(this.#last);
      this.#pieces[this.#pieces.length - 1] = next;
    }
    this.#last = next;
  }
}
