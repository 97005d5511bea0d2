import type { LiveCommand, LiveEvent, Problem } from "@/api/types";
import type { Counters, Frame } from "./frame";
import { Rates } from "./rates";
import { recordAt } from "./record";
import { Subjects } from "./subjects";
import { Tape } from "./tape";
import { commandOf, type Wanted } from "./wanted";

export type TailState =
  /** It is on its way to be opened. */
  | { is: "opening" }
  | { is: "live" }
  /** The socket was lost, at this time; it comes back by itself. */
  | { is: "away"; since: number }
  /** Its connection is parked, and wakes only when somebody wants it. */
  | { is: "parked"; problem: Problem }
  /** It could not be opened. */
  | { is: "refused"; problem: Problem }
  /** It is over: why, for machines and in a sentence. */
  | { is: "over"; reason: string; detail: string; problem?: Problem | undefined };

export type Limit = { perSecond: number; mode: "newest" | "sampled" };

/** One subject or stream that this tab follows, and what is kept of it. */
export class Tail {
  readonly id: string;
  readonly connection: string;
  readonly wanted: Wanted;
  readonly tape = new Tape();
  readonly subjects = new Subjects();
  readonly rates = new Rates();
  readonly begun: number;
  state: TailState = { is: "opening" };
  /** Nobody asked for it just now, so it wakes no connection that is parked. */
  passive = false;
  paused = false;
  limit: Limit = { perSecond: 0, mode: "newest" };
  /** Told of messages as they come, also while nothing is drawn: for what answers them. */
  heard: ((frame: Frame) => void) | undefined;
  /** Of a stream: how it is read. */
  method: LiveEvent["method"];
  /** Changes with everything that can be seen of it. */
  version = 0;
  /** Changes once a second, and with what a person does: for what would be unreadable if it changed with every message. */
  beat = 0;
  /** Totals over all subscriptions that it has had. */
  counters: Counters = { produced: 0, dropped: 0, sampled: 0, missed: 0 };
  received = 0;
  receivedBytes = 0;
  #before: Counters = { produced: 0, dropped: 0, sampled: 0, missed: 0 };
  /** Of a stream: the sequence to go on from, once it is known. */
  #next: number | undefined;

  constructor(id: string, connection: string, wanted: Wanted, now: number) {
    this.id = id;
    this.connection = connection;
    this.wanted = wanted;
    this.begun = now;
  }

  get alive(): boolean {
    return this.state.is === "opening" || this.state.is === "live" || this.state.is === "away";
  }

  /** The command that begins it, or goes on behind the last message of a stream. */
  command(id: number): LiveCommand {
    const on: Partial<LiveCommand> = this.#next === undefined ? {} : { from: "sequence", sequence: this.#next };
    const { count: _, sequence: __, time: ___, ...wanted } = commandOf(this.wanted);
    return {
      op: "sub",
      id,
      connection: this.connection,
      ...(this.#next === undefined ? commandOf(this.wanted) : { ...wanted, ...on }),
      ...(this.passive ? { passive: true } : {}),
      ...(this.paused ? { paused: true } : {}),
      ...(this.limit.perSecond > 0 ? { limit: this.limit.perSecond, mode: this.limit.mode } : {}),
    };
  }

  opened({ method, last }: LiveEvent, now: number) {
    // Only core NATS has missed what was published meanwhile.
    if (this.state.is === "away" && !("stream" in this.wanted)) {
      this.tape.note({ kind: "away", lost: this.state.since, back: now });
    }
    if ("stream" in this.wanted && this.wanted.from.at === "new") this.#next ??= (last ?? 0) + 1;
    this.method = method;
    this.#before = this.counters;
    this.tape.restart();
    this.become({ is: "live" });
  }

  take(frame: Frame) {
    const { produced, dropped, sampled, missed } = frame.counters;
    this.counters = {
      produced: this.#before.produced + produced,
      dropped: this.#before.dropped + dropped,
      sampled: this.#before.sampled + sampled,
      missed: this.#before.missed + missed,
    };
    this.tape.add(frame);
    if (frame.kind === "messages") {
      this.received += frame.offsets.length;
      this.receivedBytes += frame.body.length;
      this.subjects.count(frame);
      const last = frame.offsets.at(-1);
      this.heard?.(frame);
      if ("stream" in this.wanted && last !== undefined) this.#next = recordAt(frame.body, last).sequence + 1;
    }
    this.version++;
  }

  become(state: TailState) {
    this.state = state;
    this.touch();
  }

  /** Something has changed that is not a message. */
  touch() {
    this.version++;
    this.beat++;
  }

  /** Once a second. */
  tick(now: number) {
    this.rates.add(now, this.counters.produced);
    this.subjects.tick(now);
    this.beat++;
  }

  /** Empties the screen. What was counted stays counted. */
  clear() {
    this.tape.clear();
    this.subjects.clear();
    this.touch();
  }
}
