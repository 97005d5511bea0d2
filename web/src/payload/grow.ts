/** Bytes written one after the other, without knowing before how many there will be. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(Math.max(256, capacity));
  }

  byte(value: number) {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  /** Plain ASCII: punctuation and digits. */
  ascii(text: string) {
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }

  copy(source: Uint8Array, from: number, to: number) {
    const size = to - from;
    if (this.length + size > this.#bytes.length) this.#grow(size);
    // Most tokens are shorter than what a call of set() costs.
    if (size < 48) for (let i = 0; i < size; i++) this.#bytes[this.length + i] = source[from + i] ?? 0;
    else this.#bytes.set(source.subarray(from, to), this.length);
    this.length += size;
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  #grow(size: number) {
    const next = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + size));
    next.set(this.#bytes);
    this.#bytes = next;
  }
}

/** Whole numbers below 2³², as above. */
export class WordWriter {
  #words: Uint32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity: number) {
    this.#words = new Uint32Array(Math.max(64, capacity));
  }

  push(value: number) {
    if (this.length === this.#words.length) {
      const next = new Uint32Array(this.#words.length * 2);
      next.set(this.#words);
      this.#words = next;
    }
    this.#words[this.length++] = value;
  }

  put(index: number, value: number) {
    this.#words[index] = value;
  }

  done(): Uint32Array<ArrayBuffer> {
    return this.#words.subarray(0, this.length);
  }
}
