import { live } from "@/live/client";
import { keep, keptText } from "@/live/presence";
import { readWanted, type Wanted } from "@/live/wanted";

interface Kept {
  connection: string;
  wanted: Wanted;
}

let restored = false;

/**
 * Follows again what this tab followed before it was reloaded, without waking what is parked, and keeps from now on what is
 * followed. Subjects only; no message is ever kept.
 */
export function restoreTails() {
  if (restored) return;
  restored = true;
  for (const { connection, wanted } of read()) live.follow(connection, wanted, true);
  let known: unknown;
  const write = () => {
    if (known === live.tails) return;
    known = live.tails;
    // What answers requests is not begun again by a reload: without its answers it would only take them from others.
    const followed = live.tails.filter(({ heard }) => heard === undefined);
    keep(
      followed.map(({ connection, wanted }) => ({ connection, wanted })),
      live.tails.length > 0,
    );
  };
  live.subscribe(write);
  write();
}

function read(): Kept[] {
  try {
    const raw: unknown = JSON.parse(keptText() ?? "[]");
    return Array.isArray(raw) ? raw.flatMap(readOne) : [];
  } catch {
    return []; // not ours
  }
}

function readOne(one: unknown): Kept[] {
  if (typeof one !== "object" || one === null) return [];
  const { connection, wanted } = one as Record<string, unknown>;
  const read = readWanted(wanted);
  return typeof connection === "string" && read ? [{ connection, wanted: read }] : [];
}
