const signatures: readonly { what: string; bytes: readonly number[]; at?: number }[] = [
  { what: "PNG image", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { what: "JPEG image", bytes: [0xff, 0xd8, 0xff] },
  { what: "WebP image", bytes: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { what: "Zip archive", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { what: "Zstandard", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { what: "S2 or Snappy", bytes: [0xff, 0x06, 0x00, 0x00] },
  { what: "LZ4", bytes: [0x04, 0x22, 0x4d, 0x18] },
  { what: "bzip2", bytes: [0x42, 0x5a, 0x68] },
  { what: "xz", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { what: "Avro file", bytes: [0x4f, 0x62, 0x6a, 0x01] },
  { what: "Parquet file", bytes: [0x50, 0x41, 0x52, 0x31] },
  { what: "Java object", bytes: [0xac, 0xed, 0x00, 0x05] },
  { what: "WebAssembly", bytes: [0x00, 0x61, 0x73, 0x6d] },
];

/** What bytes that are not decoded here begin like: "PNG image". It is told, nothing is made of it. */
export function knownKind(bytes: Uint8Array): string | undefined {
  return signatures.find((signature) => begins(bytes, signature.bytes, signature.at))?.what;
}

export function begins(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return signature.every((byte, i) => bytes[at + i] === byte);
}
