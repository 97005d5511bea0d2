import { live } from "@/live/client";
import { readWanted, type Wanted } from "@/live/wanted";

const key = "heynats.live";

interface Kept {
  connection: string;
  wanted: Wanted;
}

/** Keeps what is followed for this tab, so that a reload brings it back. Subjects only; no message is ever kept. */
export function keepTails() {
  const kept: Kept[] = live.tails.map(({ connection, wanted }) => ({ connection, wanted }));
  write(kept);
}

let restored = false;

/** Follows again what this tab followed before it was reloaded: once, and without waking what is parked. */
export function restoreTails() {
  if (restored) return;
  restored = true;
  if (live.tails.length > 0) return;
  for (const { connection, wanted } of read()) live.follow(connection, wanted, true);
}

function read(): Kept[] {
  try {
    const raw: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    if (!Array.isArray(raw)) return [];
    return raw.flatMap((one: unknown) => {
      if (typeof one !== "object" || one === null) return [];
      const { connection, wanted } = one as Record<string, unknown>;
      const read = readWanted(wanted);
      return typeof connection === "string" && read ? [{ connection, wanted: read }] : [];
    });
  } catch {
    return []; // forbidden, or not ours
  }
}

function write(kept: readonly Kept[]) {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Forbidden or full: a reload forgets them then.
  }
}
