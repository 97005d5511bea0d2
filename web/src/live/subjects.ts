import type { Frame } from "./frame";
import { recordHead } from "./frame";

/** How often a subject came. */
export interface SubjectCount {
  subject: string;
  total: number;
  /** Messages per second, over the last few. */
  rate: number;
}

interface Entry {
  subject: string;
  bytes: Uint8Array<ArrayBuffer>;
  total: number;
  /** As of the last two looks at the clock. */
  before: number;
  rate: number;
}

/** More subjects than anybody reads. */
const most = 5_000;
const decoder = new TextDecoder();

/** Counts messages by subject, without making a string of each. */
export class Subjects {
  /** Messages of subjects for which there was no room. */
  others = 0;
  #entries = new Map<number, Entry[]>();
  #size = 0;
  #at = 0;

  get size() {
    return this.#size;
  }

  count({ body, offsets }: Frame) {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    for (const at of offsets) {
      const start = at + recordHead;
      this.#one(body, start, start + view.getUint16(at + 32));
    }
  }

  /** Works out the rates; called about once a second. */
  tick(now: number) {
    const seconds = (now - this.#at) / 1000;
    for (const entry of this.#all()) {
      if (this.#at > 0 && seconds > 0) entry.rate = (entry.total - entry.before) / seconds;
      entry.before = entry.total;
    }
    this.#at = now;
  }

  list(): SubjectCount[] {
    return [...this.#all()].map(({ subject, total, rate }) => ({ subject, total, rate }));
  }

  clear() {
    this.#entries.clear();
    this.#size = 0;
    this.others = 0;
  }

  *#all(): Generator<Entry> {
    for (const entries of this.#entries.values()) yield* entries;
  }

  #one(body: Uint8Array<ArrayBuffer>, from: number, to: number) {
    let hash = 0x811c9dc5; // FNV-1a
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ (body[i] as number), 0x01000193);
    const entries = this.#entries.get(hash);
    const found = entries?.find((entry) => same(entry.bytes, body, from, to));
    if (found) {
      found.total++;
    } else if (this.#size >= most) {
      this.others++;
    } else {
      const bytes = body.slice(from, to);
      const entry = { subject: decoder.decode(bytes), bytes, total: 1, before: 0, rate: 0 };
      if (entries) entries.push(entry);
      else this.#entries.set(hash, [entry]);
      this.#size++;
    }
  }
}

function same(bytes: Uint8Array, body: Uint8Array, from: number, to: number): boolean {
  if (bytes.length !== to - from) return false;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== body[from + i]) return false;
  return true;
}

/** A token of subjects, with what is below it. */
export interface Branch {
  /** The subject so far. */
  path: string;
  token: string;
  total: number;
  rate: number;
  branches: Branch[];
}

/** Subjects as a tree by their tokens, the busiest first. Tokens below which there is one way only stand in one line. */
export function treeOf(counts: readonly SubjectCount[]): Branch[] {
  const top: Branch[] = [];
  const known = new Map<string, Branch>();
  for (const { subject, total, rate } of counts) {
    let branches = top;
    let path = "";
    for (const [index, token] of subject.split(".").entries()) {
      path = index === 0 ? token : `${path}.${token}`;
      let branch = known.get(path);
      if (!branch) {
        branch = { path, token, total: 0, rate: 0, branches: [] };
        known.set(path, branch);
        branches.push(branch);
      }
      branch.total += total;
      branch.rate += rate;
      branches = branch.branches;
    }
  }
  return top.map(joined).sort(byTotal);
}

/** With its only branch, when nothing came on the subject itself. */
function joined(branch: Branch): Branch {
  let { path, token, branches } = branch;
  for (let [only] = branches; only && branches.length === 1 && only.total === branch.total; [only] = branches) {
    ({ path, branches } = only);
    token = `${token}.${only.token}`;
  }
  return { ...branch, path, token, branches: branches.map(joined).sort(byTotal) };
}

// By what came in all: by the rate rows would change places every second.
const byTotal = (a: Branch, b: Branch) => b.total - a.total || (a.token < b.token ? -1 : 1);
