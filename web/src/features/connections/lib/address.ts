// What a person types where an address is asked for.

const schemes = ["nats", "tls", "ws", "wss"];

/** Adds the scheme that was left out: "demo:4222, b" becomes "nats://demo:4222,nats://b". */
export function normaliseUrls(text: string): string {
  return splitUrls(text)
    .map((url) => (url.includes("://") ? url : `nats://${url}`))
    .join(",");
}

function splitUrls(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

/** Says what is wrong with an address, or nothing. */
export function checkUrls(text: string): string | undefined {
  const urls = splitUrls(text);
  if (urls.length === 0) return "Say where your NATS is, nats://127.0.0.1:4222 for example.";
  for (const url of urls) {
    const scheme = /^([^:/]+):\/\//.exec(url)?.[1];
    if (scheme !== undefined && !schemes.includes(scheme.toLowerCase())) {
      return `${scheme}:// is no NATS address. It begins with nats, tls, ws or wss.`;
    }
    if (!isHostUrl(scheme === undefined ? `nats://${url}` : url)) return `“${url}” is not an address.`;
  }
  return undefined;
}

function isHostUrl(url: string): boolean {
  // URL knows ws and wss; for nats and tls it keeps the host as it is, so parse them as http.
  try {
    return new URL(url.replace(/^[^:]+:\/\//, "http://")).hostname !== "";
  } catch {
    return false;
  }
}

export interface Userinfo {
  urls: string;
  username?: string;
  password?: string;
  token?: string;
}

/** Takes user and password, or a token, out of pasted URLs: they have fields of their own, where nobody reads them along. */
export function splitUserinfo(text: string): Userinfo | undefined {
  const found = /^([a-z]+:\/\/)?([^/@,\s]+)@/i;
  const urls = splitUrls(text);
  const info = urls.map((url) => found.exec(url)?.[2]).find((part) => part !== undefined);
  if (info === undefined) return undefined;
  const stripped = urls.map((url) => url.replace(found, (_all, scheme: string | undefined) => scheme ?? "")).join(",");
  const colon = info.indexOf(":");
  if (colon < 0) return { urls: stripped, token: decode(info) };
  return { urls: stripped, username: decode(info.slice(0, colon)), password: decode(info.slice(colon + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** "nats://10.40.2.18:4222, +2" */
export function shortUrls(urls: readonly string[]): string {
  const [first = "", ...rest] = urls;
  return rest.length === 0 ? first : `${first}, +${rest.length}`;
}
