import type { Frame } from "@/live/frame";
import { type LiveMessage, recordAt } from "@/live/record";
import type { Reply } from "../api/reply";

/** A request that came, and what became of it. */
export interface Asked {
  /** From 1. */
  number: number;
  message: LiveMessage;
  state: "waiting" | "answering" | "answered" | "failed" | "left";
  /** From its arrival here to the confirmation that the answer is out, ms. */
  took?: number;
  error?: unknown;
}

/** Makes the answer to a request; nothing when a person gives it. */
export type Template = (asked: Asked) => Reply;

/** Requests that are kept to be looked at. */
const kept = 200;
/** Answers under way at once, and requests that wait for their turn at most. */
const [atOnce, mostWaiting] = [8, 1_000];

/** Answers requests: by a template as they come, or one by one when somebody says so. */
export class Responder {
  /** The newest first. */
  asked: readonly Asked[] = [];
  requests = 0;
  answered = 0;
  failed = 0;
  /** For which there was no turn: they came faster than they were answered. */
  left = 0;
  /** That want no answer. */
  silent = 0;
  /** Changes with everything above. */
  version = 0;
  template: Template | undefined;
  readonly #send: (reply: string, body: Reply) => Promise<void>;
  readonly #changed: () => void;
  readonly #now: () => number;
  #turn: Asked[] = [];
  #busy = 0;

  constructor(send: (reply: string, body: Reply) => Promise<void>, changed: () => void, now = () => performance.now()) {
    this.#send = send;
    this.#changed = changed;
    this.#now = now;
  }

  /** Takes what came. */
  hear = ({ body, offsets }: Frame) => {
    for (const offset of offsets) this.#take(recordAt(body, offset));
    this.#touch();
  };

  /** Gives an answer by hand. */
  async answer(asked: Asked, reply: Reply) {
    if (asked.state !== "waiting" && asked.state !== "failed" && asked.state !== "left") return;
    if (asked.state === "failed") this.failed--;
    if (asked.state === "left") this.left--;
    const since = this.#now();
    asked.state = "answering";
    this.#touch();
    try {
      await this.#send(asked.message.reply, reply);
      asked.state = "answered";
      asked.took = this.#now() - since;
      this.answered++;
    } catch (error) {
      asked.state = "failed";
      asked.error = error;
      this.failed++;
    }
    this.#touch();
  }

  #take(message: LiveMessage) {
    if (message.reply === "") {
      this.silent++;
      return;
    }
    // The bytes that it came in are reused.
    const own = { ...message, data: message.data.slice(), header: message.header.slice() };
    const asked: Asked = { number: ++this.requests, message: own, state: "waiting" };
    this.asked = [asked, ...this.asked.slice(0, kept - 1)];
    if (!this.template) return;
    if (this.#turn.length >= mostWaiting) {
      asked.state = "left";
      this.left++;
      return;
    }
    this.#turn.push(asked);
    void this.#next();
  }

  async #next() {
    if (this.#busy >= atOnce) return;
    const asked = this.#turn.shift();
    if (!asked) return;
    this.#busy++;
    if (this.template && asked.state === "waiting") await this.answer(asked, this.template(asked));
    this.#busy--;
    void this.#next();
  }

  #touch() {
    this.version++;
    this.#changed();
  }
}
