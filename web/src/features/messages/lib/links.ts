interface Of {
  connection: string;
  stream: string;
}

/** An address of the API for a link: what the browser itself fetches and saves. */
function apiAddress(path: string, query: Record<string, string>): string {
  return new URL(`api/nats/${path}?${new URLSearchParams(query)}`, document.baseURI).href;
}

const messages = (stream: string) => `streams/${encodeURIComponent(stream)}/messages`;

/** The payload of a message as it was stored, whatever its size. */
export function payloadHref({ connection, stream }: Of, sequence: number): string {
  return apiAddress(`${messages(stream)}/${sequence}/payload`, { connection });
}

export function exportHref({ connection, stream }: Of, query: Record<string, string>): string {
  return apiAddress(`streams/${encodeURIComponent(stream)}/export`, { connection, ...query });
}

/** A message, whole, as JSON. */
export function messageHref({ connection, stream }: Of, sequence: number): string {
  return apiAddress(`${messages(stream)}/${sequence}`, { connection });
}
