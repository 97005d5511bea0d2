import { BinaryReader, type ReadOptions, type ReadResult } from "./binary-reader";
import { float32Text, floatText } from "./numbers";
import type { Work } from "./slices";

/**
 * Reads one MessagePack value (github.com/msgpack/msgpack, spec.md). bin and ext are shown as h'0a0b' and ext(5, h'0a0b'),
 * timestamps to the nanosecond, as CBOR's notation would (RFC 8949, 8).
 */
export function readMsgpack(bytes: Uint8Array, options: ReadOptions = {}): Work<ReadResult> {
  return new MsgpackReader(bytes, options).read();
}

const string: readonly [string, string] = ['"', '"'];
const binary: readonly [string, string] = ["h'", "'"];

class MsgpackReader extends BinaryReader {
  protected item() {
    const head = this.bytes[this.take(1)] ?? 0;
    if (head < 0x80) this.scalar(String(head));
    else if (head >= 0xe0) this.scalar(String(head - 0x100));
    else if (head < 0x90) this.begin("map", head & 0x0f);
    else if (head < 0xa0) this.begin("array", head & 0x0f);
    else if (head < 0xc0) this.long(head & 0x1f, true, string);
    else this.#byHead(head);
  }

  #byHead(head: number) {
    switch (head) {
      case 0xc0:
        return this.scalar("null");
      case 0xc1:
        return this.fail("0xc1 is never used");
      case 0xc2:
        return this.scalar("false");
      case 0xc3:
        return this.scalar("true");
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.long(this.#size(head - 0xc4), false, binary);
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#ext(this.#size(head - 0xc7));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#ext(1 << (head - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.long(this.#size(head - 0xd9), true, string);
      case 0xdc:
      case 0xdd:
        return this.begin("array", this.#size(head - 0xdb));
      case 0xde:
      case 0xdf:
        return this.begin("map", this.#size(head - 0xdd));
      default:
        return this.scalar(this.#number(head));
    }
  }

  /** A length of one, two or four bytes. */
  #size(power: number): number {
    if (power === 0) return this.view.getUint8(this.take(1));
    if (power === 1) return this.view.getUint16(this.take(2));
    return this.view.getUint32(this.take(4));
  }

  #number(head: number): string {
    const { view } = this;
    switch (head) {
      case 0xca:
        return float32Text(view.getFloat32(this.take(4)));
      case 0xcb:
        return floatText(view.getFloat64(this.take(8)));
      case 0xcc:
        return String(view.getUint8(this.take(1)));
      case 0xcd:
        return String(view.getUint16(this.take(2)));
      case 0xce:
        return String(view.getUint32(this.take(4)));
      case 0xcf:
        return String(view.getBigUint64(this.take(8)));
      case 0xd0:
        return String(view.getInt8(this.take(1)));
      case 0xd1:
        return String(view.getInt16(this.take(2)));
      case 0xd2:
        return String(view.getInt32(this.take(4)));
      default:
        return String(view.getBigInt64(this.take(8)));
    }
  }

  #ext(size: number) {
    const type = this.view.getInt8(this.take(1));
    const time = type === -1 ? this.#timestamp(size) : undefined;
    if (time !== undefined) {
      this.take(size);
      this.scalar(`timestamp("${time}")`);
    } else this.long(size, false, [`ext(${type}, h'`, "')"]);
  }

  /** The three forms of a timestamp, without taking its bytes; undefined when it is none. */
  #timestamp(size: number): string | undefined {
    if (this.at + size > this.bytes.length) return undefined;
    const { view, at } = this;
    if (size === 4) return moment(BigInt(view.getUint32(at)), 0);
    if (size === 8) {
      const word = view.getBigUint64(at);
      return moment(word & 0x3_ffff_ffffn, Number(word >> 34n));
    }
    return size === 12 ? moment(view.getBigInt64(at + 4), view.getUint32(at)) : undefined;
  }
}

/** "2026-11-22T14:32:07.884000001Z"; undefined when no calendar has it. */
function moment(seconds: bigint, nanoseconds: number): string | undefined {
  const date = new Date(Number(seconds) * 1000);
  if (nanoseconds > 999_999_999 || Number.isNaN(date.getTime())) return undefined;
  const fraction = nanoseconds ? `.${String(nanoseconds).padStart(9, "0").replace(/0+$/, "")}` : "";
  return date.toISOString().replace(/\.000Z$/, `${fraction}Z`);
}
