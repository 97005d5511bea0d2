import type { AccountStatz } from "@/api/types";
import { type Lines, noLines, remember } from "@/shared/charts/lines";

/** The account's counters as they were read last, and how fast they went between the readings before. */
export interface Traffic {
  latest: AccountStatz | undefined;
  /** Per second between the last two readings; undefined before the second, and when the two cannot be compared. */
  rates: Rates | undefined;
  /** Messages in and out per second, over time. */
  lines: Lines;
}

/** Per second. In is what clients published, out what was delivered to them. */
interface Rates {
  messagesIn: number;
  messagesOut: number;
  bytesIn: number;
  bytesOut: number;
}

export const noTraffic: Traffic = { latest: undefined, rates: undefined, lines: noLines(2) };

/** An hour of readings at five seconds. */
const capacity = 720;

export function withNext(before: Traffic, latest: AccountStatz): Traffic {
  const rates = before.latest?.visible && latest.visible ? ratesBetween(before.latest, latest) : undefined;
  const lines = before.latest
    ? remember(before.lines, Date.parse(latest.at), [rates?.messagesIn ?? null, rates?.messagesOut ?? null], capacity)
    : before.lines;
  return { latest, rates, lines };
}

/**
 * How fast the counters went. Server by server, because one that did not answer this time takes its whole count out of the
 * sum; and a server that was restarted begins at zero, which is no rate at all.
 */
function ratesBetween(before: AccountStatz, after: AccountStatz): Rates | undefined {
  const seconds = (Date.parse(after.at) - Date.parse(before.at)) / 1000;
  if (!(seconds > 0)) return undefined;
  const earlier = new Map(before.servers.map((server) => [server.id, server]));
  const sum: Rates = { messagesIn: 0, messagesOut: 0, bytesIn: 0, bytesOut: 0 };
  for (const { id, received, sent } of after.servers) {
    const was = earlier.get(id);
    if (!was || received.messages < was.received.messages || sent.messages < was.sent.messages) return undefined;
    sum.messagesIn += (received.messages - was.received.messages) / seconds;
    sum.messagesOut += (sent.messages - was.sent.messages) / seconds;
    sum.bytesIn += (received.bytes - was.received.bytes) / seconds;
    sum.bytesOut += (sent.bytes - was.sent.bytes) / seconds;
  }
  return after.servers.length === before.servers.length ? sum : undefined;
}
