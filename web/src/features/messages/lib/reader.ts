import type { MessagePage } from "@/api/types";
import { Budget } from "./budget";
import { type Direction, fromParameter, type Question } from "./question";
import { begin, cursorAt, emptyWindow, extend, type Side, type Window, without } from "./window";

/** Where a page begins: as the question says, or where another one ended. */
type Place = { from: string; direction: Direction } | { cursor: string };

/** What one request asks for. */
export type PageRequest = Place & {
  limit: number;
  /** How many messages a search may read for it. */
  budget?: number;
};

export type ReadPage = (request: PageRequest, signal: AbortSignal) => Promise<MessagePage>;

/** How many rows one reading brings, or one search looks for before it asks whether to go on. */
export const pageSize = 100;

/** What the last answer said of the stream as a whole. */
interface Facts {
  /** Messages that the subject filter matches, of all in the stream; undefined when nobody counted. */
  matched: number | undefined;
  messages: number;
  first: number;
  last: number;
  method: MessagePage["method"];
  took: string;
}

/** How far a search has come since its question was asked. */
export interface Progress {
  read: number;
  matched: number;
  /** Why it stands still: nothing more to read, enough found, the budget used up, or stopped by hand. */
  stopped: "end" | "limit" | "budget" | "hand" | undefined;
}

export interface State {
  window: Window;
  facts: Facts | undefined;
  /** The last sequence in the stream when its end was last read: what came later is new. */
  known: number;
  /** The first message that the question itself leads to; undefined when the list began somewhere else. */
  origin: number | undefined;
  /** When the last answer came, ms. */
  readAt: number;
  /** Which end is being read on from; "all" while the list begins. */
  reading: Side | "all" | undefined;
  problem: { side: Side | "all"; error: unknown } | undefined;
  progress: Progress | undefined;
  /** Not everything could be read. */
  partial: boolean;
}

const nothing: State = {
  window: emptyWindow,
  facts: undefined,
  known: 0,
  origin: undefined,
  readAt: 0,
  reading: undefined,
  problem: undefined,
  progress: undefined,
  partial: false,
};

/**
 * Reads the answer to one question: its first page, then on at either end. At most one request is out; another one, and
 * stop, take it back. Another question is another reader.
 */
export class Reader {
  private state = nothing;
  private readonly listeners = new Set<() => void>();
  private abort: AbortController | undefined;
  private readonly question: Question;
  private readonly open: () => ReadPage;

  /** `open` is called whenever a reading starts, and gives what reads its pages. */
  constructor(question: Question, open: () => ReadPage) {
    this.question = question;
    this.open = open;
  }

  readonly get = (): State => this.state;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Reads from where the question begins, or from the message that was at the top. Rows that are there stay until others
   * come in their place, and the message at the top stays there.
   */
  readonly begin = (at?: number) => {
    const { direction, from } = this.question;
    const start = at === undefined ? 0 : this.placeOf(at);
    const request = { from: at === undefined ? fromParameter(from) : `seq:${at}`, direction };
    return this.run("all", request, (page) => {
      const window = begin(page, direction, start);
      this.set({ origin: at === undefined ? window.rows[0]?.sequence : undefined });
      return window;
    });
  };

  /** Reads on at one end, if there is more. */
  readonly more = (side: Side) => {
    const cursor = cursorAt(this.state.window, side);
    if (cursor === undefined) return Promise.resolve();
    return this.run(side, { cursor }, (page) => extend(this.state.window, side, page, this.question.direction));
  };

  /** Reads what has been stored since the newest end was read. */
  readonly newer = () => {
    const side: Side = this.question.direction === "newer" ? "after" : "before";
    if (cursorAt(this.state.window, side) !== undefined) return this.more(side);
    const request: Place = { from: `seq:${this.state.known + 1}`, direction: "newer" };
    return this.run(side, request, (page) => extend(this.state.window, side, page, this.question.direction));
  };

  /** Takes back the request that is out. What has come stays. */
  readonly stop = () => {
    if (!this.state.reading) return;
    this.abort?.abort();
    const { progress } = this.state;
    this.set({ reading: undefined, progress: progress && { ...progress, stopped: "hand" } });
  };

  readonly forget = (sequence: number) => this.set({ window: without(this.state.window, sequence) });

  /** Nobody looks any more. */
  readonly end = () => {
    this.abort?.abort();
    this.set({ reading: undefined });
  };

  private placeOf(sequence: number): number {
    const { rows, start } = this.state.window;
    const index = rows.findIndex((row) => row.sequence === sequence);
    return index < 0 ? 0 : start + index;
  }

  private async run(side: Side | "all", start: Place, apply: (page: MessagePage) => Window) {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.set({ reading: side, problem: undefined, ...this.startProgress(side) });
    const run: Run = { side, start, apply, read: this.open(), signal: abort.signal };
    try {
      await (this.question.search.text === "" ? this.once(run) : this.searchOn(run));
      if (!abort.signal.aborted) this.set({ reading: undefined });
    } catch (error) {
      if (!abort.signal.aborted) this.set({ reading: undefined, problem: { side: run.side, error } });
    }
  }

  private startProgress(side: Side | "all"): Partial<State> {
    if (this.question.search.text === "") return {};
    const { read, matched } = (side !== "all" && this.state.progress) || { read: 0, matched: 0 };
    return { progress: { read, matched, stopped: undefined } };
  }

  private async once({ side, start, apply, read, signal }: Run) {
    const page = await read({ ...start, limit: pageSize }, signal);
    signal.throwIfAborted();
    this.take(side, page, apply(page));
  }

  /** Reads in steps until there is enough, or the budget is used up, or nothing more to read. */
  private async searchOn(run: Run) {
    const { start, apply, read, signal } = run;
    const end = run.side === "all" ? "after" : run.side;
    const budget = new Budget(this.question.search.budget);
    let [place, into, found] = [start, apply, 0];
    for (;;) {
      const asked = budget.next();
      const began = performance.now();
      const page = await read({ ...place, limit: pageSize - found, budget: asked }, signal);
      signal.throwIfAborted();
      this.take(run.side, page, into(page));
      found += page.messages.length;
      budget.spend(page.search?.read ?? asked, performance.now() - began);
      const cursor = cursorAt(this.state.window, end);
      const stopped = whyStopped(cursor, found, budget);
      this.addProgress(page, stopped);
      if (cursor === undefined || stopped) return;
      run.side = end;
      [place, into] = [{ cursor }, (next) => extend(this.state.window, end, next, this.question.direction)];
    }
  }

  private addProgress(page: MessagePage, stopped: Progress["stopped"]) {
    const { read, matched } = this.state.progress ?? { read: 0, matched: 0 };
    const step = page.search ?? { read: 0, matched: page.messages.length };
    this.set({ progress: { read: read + step.read, matched: matched + step.matched, stopped } });
  }

  private take(side: Side | "all", page: MessagePage, window: Window) {
    const newest = this.question.direction === "newer" ? "after" : "before";
    const facts: Facts = {
      matched: page.matched_exact ? (page.matched ?? 0) : undefined,
      messages: page.stream_messages,
      first: page.first_sequence,
      last: page.last_sequence,
      method: page.method,
      took: page.took,
    };
    const known = side === "all" || side === newest ? page.last_sequence : this.state.known;
    this.set({ window, facts, known, readAt: Date.now(), partial: page.partial });
  }

  private set(change: Partial<State>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

interface Run {
  /** Of a search that begins, the end at which it goes on from its first step. */
  side: Side | "all";
  start: Place;
  apply: (page: MessagePage) => Window;
  read: ReadPage;
  signal: AbortSignal;
}

function whyStopped(cursor: string | undefined, found: number, budget: Budget): Progress["stopped"] {
  if (cursor === undefined) return "end";
  return found >= pageSize ? "limit" : budget.left <= 0 ? "budget" : undefined;
}
