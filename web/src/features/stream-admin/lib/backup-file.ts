// A backup is a tar of backup.json, which says what it is of, and behind it stream.arc.s2 or stream.tar.s2, which is it. The first is small
// and at the beginning, so a file can be looked at before it is sent anywhere.

export interface BackupFile {
  file: File;
  /** Of the stream it was made of. */
  name: string;
  messages: number | undefined;
  bytes: number | undefined;
}

const block = 512;
/** Larger than the largest configuration. */
const mostMeta = 4 * 1024 * 1024;

/** Reads what a backup says about itself, or what it is in place of one. */
export async function readBackup(file: File): Promise<BackupFile | string> {
  const head = new Uint8Array(await file.slice(0, block).arrayBuffer());
  const isTar = head.length === block && ascii(head, 257, 5) === "ustar";
  const first = ascii(head, 0, 100);
  if (!isTar || first.split("/").at(-1) !== "backup.json")
    return `${file.name} is no backup of a stream: those are tar files that begin with backup.json.`;
  const size = Number.parseInt(ascii(head, 124, 12).trim(), 8);
  if (!(size > 0 && size <= mostMeta)) return `${file.name} is damaged: what it says about itself cannot be read.`;
  try {
    const meta: unknown = JSON.parse(await file.slice(block, block + size).text());
    return { file, ...aboutStream(meta) };
  } catch {
    return `${file.name} is damaged: what it says about itself cannot be read.`;
  }
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  const end = bytes.subarray(from, from + length).indexOf(0);
  return new TextDecoder().decode(bytes.subarray(from, from + (end < 0 ? length : end)));
}

function aboutStream(meta: unknown): Omit<BackupFile, "file"> {
  const { config, state } = meta as { config?: { name?: unknown }; state?: { messages?: unknown; bytes?: unknown } };
  if (typeof config?.name !== "string") throw new Error("no name");
  const count = (value: unknown) => (typeof value === "number" ? value : undefined);
  return { name: config.name, messages: count(state?.messages), bytes: count(state?.bytes) };
}
