import { BinaryReader, type ReadOptions, type ReadResult, untilBreak } from "./binary-reader";
import { float32Text, floatText, readFloat16 } from "./numbers";
import type { Work } from "./slices";

/**
 * Reads one CBOR value (RFC 8949) into the diagnostic notation of its chapter 8. Tags are shown, never followed: 28 and 29
 * could make a value that contains itself, 27 could name a class.
 */
export function readCbor(bytes: Uint8Array, options: ReadOptions = {}): Work<ReadResult> {
  return new CborReader(bytes, options).read();
}

const string: readonly [string, string] = ['"', '"'];
const binary: readonly [string, string] = ["h'", "'"];
const simple: Record<number, string> = { 20: "false", 21: "true", 22: "null", 23: "undefined" };

/** A bignum of more bytes stays in bytes: making it decimal takes time that grows with its square. */
const maxBignum = 64;

class CborReader extends BinaryReader {
  protected item() {
    const head = this.bytes[this.take(1)] ?? 0;
    if (head === 0xff) return this.endIndefinite();
    const major = head >> 5;
    const info = head & 0x1f;
    const chunks = this.frame?.kind;
    if (chunks === "text chunks" || chunks === "byte chunks") {
      if (major !== (chunks === "text chunks" ? 3 : 2) || info === 31) this.fail("a piece of another kind");
    }
    if (major === 7) this.#simple(info);
    else if (info === 31) this.#indefinite(major);
    else this.#definite(major, this.#argument(info));
  }

  #argument(info: number): bigint | number {
    if (info < 24) return info;
    if (info === 24) return this.view.getUint8(this.take(1));
    if (info === 25) return this.view.getUint16(this.take(2));
    if (info === 26) return this.view.getUint32(this.take(4));
    if (info === 27) return this.view.getBigUint64(this.take(8));
    return this.fail(`length ${info} is reserved`);
  }

  #definite(major: number, argument: bigint | number) {
    switch (major) {
      case 0:
        return this.scalar(String(argument));
      case 1:
        return this.scalar(typeof argument === "bigint" ? String(-1n - argument) : String(-1 - argument));
      case 2:
        return this.long(Number(argument), false, binary);
      case 3:
        return this.long(Number(argument), true, string);
      case 4:
        return this.begin("array", Number(argument));
      case 5:
        return this.begin("map", Number(argument));
      default:
        return this.#tag(argument);
    }
  }

  #indefinite(major: number) {
    if (major === 2) this.begin("byte chunks", untilBreak, "h'");
    else if (major === 3) this.begin("text chunks", untilBreak, '"');
    else if (major === 4) this.begin("array", untilBreak);
    else if (major === 5) this.begin("map", untilBreak);
    else this.fail("a number or tag without end");
  }

  #tag(tag: bigint | number) {
    const number = tag === 2 || tag === 3 ? this.#bignum(tag === 3) : undefined;
    if (number === undefined) this.begin("tag", 1, `${tag}(`);
    else this.scalar(number);
  }

  /** The integer behind tag 2 or 3; undefined, with nothing taken, when a long one or something else stands there. */
  #bignum(negative: boolean): string | undefined {
    const head = this.bytes[this.at] ?? 0;
    const extended = head === 0x58;
    const size = extended ? (this.bytes[this.at + 1] ?? 0) : head - 0x40;
    if (!extended && (head < 0x40 || head > 0x57)) return undefined;
    const from = this.at + (extended ? 2 : 1);
    if (size > maxBignum || from + size > this.bytes.length) return undefined;
    this.at = from + size;
    let value = 0n;
    for (const byte of this.bytes.subarray(from, this.at)) value = (value << 8n) | BigInt(byte);
    return String(negative ? -1n - value : value);
  }

  #simple(info: number) {
    if (info === 25) this.scalar(floatText(readFloat16(this.view.getUint16(this.take(2)))));
    else if (info === 26) this.scalar(float32Text(this.view.getFloat32(this.take(4))));
    else if (info === 27) this.scalar(floatText(this.view.getFloat64(this.take(8))));
    else if (info < 24) this.scalar(simple[info] ?? `simple(${info})`);
    else if (info === 24) this.#simpleByte();
    else this.fail(`simple value ${info} is reserved`);
  }

  #simpleByte() {
    const value = this.view.getUint8(this.take(1));
    if (value < 32) this.fail("a short simple value in its long form");
    this.scalar(`simple(${value})`);
  }
}
