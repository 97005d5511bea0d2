import { knownKind } from "@/payload/magic";

/** The pictures that a browser draws and that have nothing in them to run. SVG is text, and stays that. */
const drawn: Record<string, string> = {
  "PNG image": "image/png",
  "JPEG image": "image/jpeg",
  "WebP image": "image/webp",
};

/** The address of a picture, when its first bytes say that it is one, whatever it is called. */
export function pictureOf(bytes: Uint8Array): string | undefined {
  const type = drawn[knownKind(bytes) ?? ""];
  if (!type) return undefined;
  let text = "";
  // As many as fit into the arguments of a call.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:${type};base64,${btoa(text)}`;
}
