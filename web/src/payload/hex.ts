/** One line of a hex dump: where it is, its bytes, and what they are in ASCII. */
export interface HexRow {
  offset: string;
  /** "7b 22 6f 72", as wide as the row, padded with spaces where the value ends. */
  hex: string;
  ascii: string;
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export const hexRowCount = (size: number, width: number) => Math.ceil(size / width);

/** Row `index` of a dump of `width` bytes a line, with a gap after each eight. */
export function hexRow(bytes: Uint8Array, index: number, width: number): HexRow {
  const from = index * width;
  let hex = "";
  let ascii = "";
  for (let i = 0; i < width; i++) {
    const byte = bytes[from + i];
    if (i > 0) hex += i % 8 === 0 ? "  " : " ";
    hex += byte === undefined ? "  " : digits[byte];
    if (byte !== undefined) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
  }
  const offsetDigits = bytes.length > 0xffff_ffff ? 12 : 8;
  return { offset: from.toString(16).padStart(offsetDigits, "0"), hex, ascii };
}

/** All bytes as hex, for the clipboard: sixteen a line. */
export function* hexText(bytes: Uint8Array): Generator<void, string, void> {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    let line = "";
    for (let i = at; i < Math.min(bytes.length, at + 16); i++) line += `${i > at ? " " : ""}${digits[bytes[i] ?? 0]}`;
    lines.push(line);
    if ((at & 0xfff0) === 0) yield;
  }
  return lines.join("\n");
}

/** The bytes that "1f 8b 08" or "1f8b08" spell; undefined when it spells none. */
export function parseHex(text: string): Uint8Array | undefined {
  const compact = text.replace(/\s+/g, "");
  if (compact.length === 0 || compact.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(compact)) return undefined;
  return Uint8Array.from(compact.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
