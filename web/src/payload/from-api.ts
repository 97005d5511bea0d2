/** A payload as the API writes it: text where it is valid UTF-8, else base64. */
export interface ApiPayload {
  data: string;
  encoding: "utf8" | "base64";
}

const encoder = new TextEncoder();

/** The bytes that were stored. */
export function payloadBytes({ data, encoding }: ApiPayload): Uint8Array<ArrayBuffer> {
  if (encoding === "utf8") return encoder.encode(data);
  const binary = atob(data);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
