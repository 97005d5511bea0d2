import { stored } from "@/shared/lib/stored";
import { type Draft, emptyDraft } from "./draft";

// What was published, and what has been given a name. Both stay in this browser; nothing of it is sent before somebody
// publishes it again.

export interface Kept {
  draft: Draft;
  /** When it was published or named, ms since the epoch. */
  at: number;
  /** Of a template; what was published has none. */
  name?: string;
}

const mostHistory = 20;
const mostTemplates = 50;
/** A longer payload is not kept: the browser has 5 MB for everything. */
const longestPayload = 20_000;

const history = stored<Kept[]>("publish.history", (raw) => keptList(raw, mostHistory));
const templates = stored<Kept[]>("publish.templates", (raw) =>
  keptList(raw, mostTemplates).filter(({ name }) => name !== undefined),
);

export const useHistory = history.use;
export const useTemplates = templates.use;

/** Whether a draft is small enough to be kept. */
export const isKeepable = ({ payload, headers }: Draft) =>
  payload.length + headers.reduce((all, { name, value }) => all + name.length + value.length, 0) <= longestPayload;

/** Remembers what was published, the latest first and each only once. */
export function remember(draft: Draft) {
  if (!isKeepable(draft)) return;
  const same = JSON.stringify(draft);
  const others = history.get().filter((one) => JSON.stringify(one.draft) !== same);
  history.set([{ draft, at: Date.now() }, ...others].slice(0, mostHistory));
}

/** Keeps a draft under a name, in place of what had that name. */
export function saveTemplate(name: string, draft: Draft) {
  const others = templates.get().filter((one) => one.name !== name);
  templates.set([{ name, draft, at: Date.now() }, ...others].slice(0, mostTemplates));
}

export const forget = (one: Kept) => history.set(history.get().filter((other) => other !== one));
export const forgetAll = () => history.set([]);
export const removeTemplate = (one: Kept) => templates.set(templates.get().filter((other) => other !== one));

function keptList(raw: unknown, most: number): Kept[] {
  return Array.isArray(raw) ? raw.flatMap(keptOf).slice(0, most) : [];
}

function keptOf(raw: unknown): Kept[] {
  if (typeof raw !== "object" || raw === null || !("draft" in raw) || !("at" in raw)) return [];
  const draft = draftOf(raw.draft);
  if (!draft || typeof raw.at !== "number") return [];
  const name = "name" in raw && typeof raw.name === "string" && raw.name !== "" ? { name: raw.name } : {};
  return [{ draft, at: raw.at, ...name }];
}

/** A draft of what stands in the browser, which may be anything: what does not fit is as in an empty one. */
function draftOf(raw: unknown): Draft | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const known: Record<string, unknown> = { ...emptyDraft };
  for (const [name, value] of Object.entries(raw)) {
    if (name in known && typeof value === typeof known[name] && !Array.isArray(known[name])) known[name] = value;
  }
  const encoding = known["encoding"] === "base64" ? "base64" : "utf8";
  const headers = "headers" in raw && Array.isArray(raw.headers) ? raw.headers.filter(isLine) : [];
  return { ...(known as unknown as Draft), encoding, headers };
}

function isLine(raw: unknown): raw is { name: string; value: string } {
  if (typeof raw !== "object" || raw === null || !("name" in raw) || !("value" in raw)) return false;
  return typeof raw.name === "string" && typeof raw.value === "string";
}
