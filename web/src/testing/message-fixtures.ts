import type { Message, MessagePage, StreamDetail } from "@/api/types";
import { streamAnswers } from "./stream-fixtures";

// A stream of millions of messages that are made when they are asked for, and an API that pages through it as HeyNATS does.

const last = 188_338_119;
const count = 4_118_006;
const first = last - count * 2 + 2; // every second one was deleted
const noon = new Date(2026, 10, 23, 14, 32, 8, 114).getTime();

const kinds = ["created", "paid", "shipped", "created", "paid", "cancelled", "refunded", "failed"];
const regions = ["eu", "us", "apac"];

/** Payloads that are none of the usual JSON, at fixed places. */
const odd: Record<number, Partial<Message>> = {
  [last - 10]: { data: "H4sIAAAAAAAAA+1dW2/jxhV+96+Y8qUvK5O6", encoding: "base64", size: 18_637, truncated: true },
  [last - 12]: { data: "", size: 0, subject: "orders.eu.tombstone" },
  [last - 14]: { data: "<img src=x onerror=alert(1)>\u202eevil\u0000", size: 36, subject: "orders.eu.<script>" },
  [last - 16]: { data: "//5hYmMAAQID/w==", encoding: "base64", size: 10, subject: "orders.eu.export" },
  [last - 18]: { size: 2_097_152, truncated: true, subject: "orders.eu.archive" },
};

export function messageAt(sequence: number): Message {
  const index = (last - sequence) / 2;
  const id = (sequence * 7919).toString(36).toUpperCase().slice(-6);
  const region = regions[index % 3] ?? "eu";
  const data = `{"order_id":"ord_01JD8Q${id}","customer":"cus_2Jd8","currency":"EUR","total":${index % 400}.9,"items":[{"sku":"LMP-OAK-40","quantity":1}]}`;
  const headers: Message["headers"] = {
    "Nats-Msg-Id": [`ord_01JD8Q${id}-2`],
    "Content-Type": ["application/json"],
    "Shop-Region": [`${region}-central`, "fallback"],
  };
  return {
    sequence,
    subject: `orders.${region}.${kinds[index % kinds.length]}`,
    time: new Date(noon - index * 37_000).toISOString(),
    headers,
    data,
    encoding: "utf8",
    size: data.length,
    header_size: 137,
    ...odd[sequence],
  };
}

export const messageEnds = { first, last, count };

/** The stream they are in, set differently. */
export function streamOf(config: Partial<StreamDetail["config"]>): StreamDetail {
  const orders = streamAnswers["GET /api/nats/streams/ORDERS"];
  return { ...orders, config: { ...orders.config, ...config } };
}

/** What of a stream's messages there is, and what one may count. */
interface Stored {
  first: number;
  last: number;
  /** Deleted, besides every second one. */
  gone: ReadonlySet<number>;
}

export const stored: Stored = { first, last, gone: new Set() };
export const noneStored: Stored = { first: 0, last: 0, gone: new Set() };

/** GET …/messages, for the query that a request had. */
export function messagePage(search: string, of: Stored = stored): MessagePage {
  const query = new URLSearchParams(search);
  const start = begin(query, of);
  const { messages, read, next } = gather(query, of, start);
  const step = start.older ? -2 : 2;
  const [newest, oldest] = start.older ? [start.at, next - step] : [next - step, start.at];
  const total = of.last === 0 ? 0 : (of.last - of.first) / 2 + 1 - of.gone.size;
  const searched = {
    read,
    matched: messages.length,
    complete: !inside(next, of),
    stopped: whyStopped(query, of, next, messages),
  };
  return {
    messages,
    ...(inside(newest + 2, of) ? { newer_cursor: `newer ${newest + 2}` } : {}),
    ...(inside(oldest - 2, of) ? { older_cursor: `older ${oldest - 2}` } : {}),
    ...matchedOf(query, total),
    matched_exact: true,
    stream_messages: total,
    first_sequence: of.first,
    last_sequence: of.last,
    method: "batch",
    ...(query.has("search") ? { search: searched } : {}),
    partial: false,
    took: "1.2ms",
  };
}

interface Start {
  at: number;
  older: boolean;
}

/** The messages from there on, until there are enough or the budget of a search is used up. */
function gather(query: URLSearchParams, of: Stored, { at, older }: Start) {
  const limit = matchedOf(query, 1_000_000).matched === undefined ? 0 : limitOf(query);
  const budget = query.has("search") ? Number(query.get("budget")) : Number.POSITIVE_INFINITY;
  const matches = matcher(query);
  const messages: Message[] = [];
  let [next, read] = [at, 0];
  if (limit === 0) return { messages, read, next: older ? of.first - 2 : of.last + 2 }; // its subject has none
  for (; inside(next, of) && messages.length < limit && read < budget; next += older ? -2 : 2, read++) {
    const message = of.gone.has(next) ? undefined : messageAt(next);
    if (message && matches(message)) messages.push(message);
  }
  return { messages, read, next };
}

const limitOf = (query: URLSearchParams) => Number(query.get("limit") ?? 25);

function whyStopped(
  query: URLSearchParams,
  of: Stored,
  next: number,
  messages: readonly Message[],
): "end" | "limit" | "budget" {
  if (!inside(next, of)) return "end";
  return messages.length >= limitOf(query) ? "limit" : "budget";
}

const inside = (sequence: number, of: Stored) => of.last > 0 && sequence >= of.first && sequence <= of.last;

function matchedOf(query: URLSearchParams, total: number) {
  const subject = query.get("subject");
  const share = subject === null ? 1 : subject.startsWith("orders.eu") ? 3 : subject.startsWith("orders.") ? 4 : 0;
  const matched = share > 0 ? Math.floor(total / share) : 0;
  return matched > 0 ? { matched } : {};
}

/** Where a page begins: an even distance from the last one, as every second message is gone. */
function begin(query: URLSearchParams, of: Stored): Start {
  const [way = "", place = ""] = (query.get("cursor") ?? "").split(" ");
  if (place !== "") return { at: Number(place), older: way === "older" };
  const from = query.get("from") ?? "last";
  const older = (query.get("direction") ?? (from === "last" ? "older" : "newer")) === "older";
  const wanted = wantedOf(from, of);
  const odd = (of.last - wanted) % 2;
  return { at: odd === 0 ? wanted : wanted + (older ? -1 : 1), older };
}

function wantedOf(from: string, of: Stored): number {
  if (from === "first") return of.first;
  if (from.startsWith("seq:")) return Number(from.slice(4));
  if (from.startsWith("time:")) return of.last - 2 * Math.floor((noon - Date.parse(from.slice(5))) / 37_000);
  return of.last;
}

function matcher(query: URLSearchParams): (message: Message) => boolean {
  const subject = query.get("subject");
  const prefix = subject?.replace(/[*>].*$/, "") ?? "";
  const text = query.get("search");
  return (message) => message.subject.startsWith(prefix) && (text === null || message.data.includes(text));
}
