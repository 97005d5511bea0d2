import { answer, client as api } from "@/api/client";
import { isGone, ProblemError } from "@/api/errors";
import type { LiveCommand, LiveEvent, Problem } from "@/api/types";
import { connectionPause } from "./backoff";
import { FrameError, framesOf } from "./frame";
import { type Limit, Tail } from "./tail";
import type { Wanted } from "./wanted";

const protocol = "heynats.live.1";
/** How long what answers requests waits for a frame of a tab that may be hidden, ms. */
const hiddenFrame = 200;
/** HeyNATS says that the session is over. */
const noSession = 4401;

/** What the client needs of the browser; a test brings its own. */
export interface World {
  open: () => WebSocket;
  now: () => number;
  /** Urgent: soon, also when nothing is drawn because nobody looks. */
  frame: (run: () => void, urgent: boolean) => void;
}

/**
 * The live channel of this tab: one WebSocket, which is open as long as something is followed. A socket that is lost comes
 * back by itself, and with it what was followed: a stream behind its last message, a subject with a note of what was missed.
 */
export class LiveClient {
  tails: readonly Tail[] = [];
  #world: World;
  #socket: WebSocket | undefined;
  #open = false;
  #byNumber = new Map<number, Tail>();
  #numbers = new Map<Tail, number>();
  #last = 0;
  #batches = 0;
  #acked = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  #listeners = new Set<() => void>();
  #asked = false;
  #count = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Calls back once per animation frame in which something has changed. */
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Begins to follow something. Passive: it is restored, and nobody asked just now. */
  follow(connection: string, wanted: Wanted, passive = false): Tail {
    const tail = new Tail(`${this.#world.now()}-${++this.#count}`, connection, wanted, this.#world.now());
    this.tails = [...this.tails, tail];
    this.#clock ??= setInterval(() => this.#tick(), 1000);
    tail.passive = passive;
    this.#begin(tail);
    return tail;
  }

  /** Follows it again, which is over or whose connection was parked. What it has stays. */
  again(tail: Tail) {
    if (tail.alive) return;
    tail.passive = false;
    tail.become({ is: "opening" });
    this.#begin(tail);
  }

  /** Gives it up, and what is kept of it. */
  drop(tail: Tail) {
    const number = this.#numbers.get(tail);
    if (number !== undefined) this.#say({ op: "unsub", id: number });
    this.#forget(tail);
    this.tails = this.tails.filter((other) => other !== tail);
    this.#settle();
    this.changed();
  }

  pause(tail: Tail, paused: boolean) {
    tail.paused = paused;
    this.#about(tail, { op: paused ? "pause" : "resume" });
  }

  setLimit(tail: Tail, limit: Limit) {
    tail.limit = limit;
    this.#about(tail, { op: "rate", limit: limit.perSecond, mode: limit.mode });
  }

  clear(tail: Tail) {
    tail.clear();
    this.changed();
  }

  /** Something is to be drawn anew. */
  changed = () => {
    if (this.#asked) return;
    this.#asked = true;
    const urgent = this.tails.some(({ heard }) => heard !== undefined);
    this.#world.frame(() => {
      this.#asked = false;
      if (this.#acked < this.#batches && this.#open) {
        this.#acked = this.#batches;
        this.#say({ op: "ack", batches: this.#acked });
      }
      for (const listener of this.#listeners) listener();
    }, urgent);
  };

  #about(tail: Tail, command: LiveCommand) {
    const id = this.#numbers.get(tail);
    if (id !== undefined) this.#say({ ...command, id });
    tail.touch();
    this.changed();
  }

  #begin(tail: Tail) {
    if (this.#open) this.#sub(tail);
    else if (!this.#socket && this.#retry === undefined) this.#connect();
    this.changed();
  }

  #sub(tail: Tail) {
    const number = ++this.#last;
    this.#byNumber.set(number, tail);
    this.#numbers.set(tail, number);
    this.#say(tail.command(number));
  }

  #forget(tail: Tail) {
    const number = this.#numbers.get(tail);
    if (number !== undefined) this.#byNumber.delete(number);
    this.#numbers.delete(tail);
  }

  #say(command: LiveCommand) {
    if (this.#open) this.#socket?.send(JSON.stringify(command));
  }

  #connect() {
    this.#retry = undefined;
    const socket = this.#world.open();
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () => {
      this.#open = true;
      this.#failures = 0;
      [this.#last, this.#batches, this.#acked] = [0, 0, 0];
      for (const tail of this.tails) if (tail.alive) this.#sub(tail);
    };
    socket.onmessage = ({ data }) => this.#hear(data);
    socket.onclose = ({ code }) => this.#lost(socket, code);
  }

  #hear(data: unknown) {
    try {
      if (typeof data === "string") this.#event(JSON.parse(data) as LiveEvent);
      else this.#batch(data as ArrayBuffer);
    } catch (error) {
      if (!(error instanceof FrameError || error instanceof SyntaxError)) throw error;
      this.#socket?.close(4400, "what HeyNATS said is not understood");
    }
    this.changed();
  }

  #batch(batch: ArrayBuffer) {
    this.#batches++;
    for (const frame of framesOf(batch)) this.#byNumber.get(frame.subscription)?.take(frame);
  }

  #event(event: LiveEvent) {
    const tail = this.#byNumber.get(event.id);
    if (!tail) return;
    switch (event.op) {
      case "subscribed":
        tail.opened(event, this.#world.now());
        return;
      case "error":
        this.#forget(tail);
        tail.become(refusal(event.problem));
        // One that was restored, of a connection that is not there any more: nobody asked for it.
        if (event.problem?.code === "connection_not_found" && tail.tape.end === 0) {
          this.tails = this.tails.filter((other) => other !== tail);
        }
        break;
      case "end":
        this.#forget(tail);
        tail.become({ is: "over", reason: event.reason ?? "", detail: event.detail ?? "", problem: event.problem });
        break;
    }
    this.#settle();
  }

  #lost(socket: WebSocket, code: number) {
    if (socket !== this.#socket) return;
    const opened = this.#open;
    this.#socket = undefined;
    this.#open = false;
    this.#byNumber.clear();
    this.#numbers.clear();
    const since = this.#world.now();
    for (const tail of this.tails) {
      if (tail.state.is !== "live") continue;
      tail.passive = true; // it comes back by itself
      tail.become({ is: "away", since });
    }
    if (code === noSession) this.#over();
    else this.#comeBack(opened);
    this.changed();
  }

  #comeBack(opened: boolean) {
    if (!this.tails.some((tail) => tail.alive)) return;
    if (!opened) this.#failures++;
    this.#retry = setTimeout(() => void this.#try(), connectionPause(this.#failures));
  }

  /** A refused upgrade has no reason that the page could read, so after the first it asks whether there still is a session. */
  async #try() {
    if (this.#failures > 0) {
      const gone = await answer(api.GET("/api/nats/connections", {})).then(
        ({ connections }) => connections.length === 0,
        (error: unknown) => isGone(error) || (error instanceof ProblemError && error.problem.status === 401),
      );
      if (gone) {
        this.#retry = undefined;
        this.#over();
        this.changed();
        return;
      }
    }
    this.#connect();
  }

  /** There is no session any more. */
  #over() {
    for (const tail of this.tails) {
      if (tail.alive) {
        tail.become({ is: "over", reason: "no_session", detail: "The session has ended. Connect again to go on." });
      }
    }
  }

  /** A socket on which nothing is followed is not needed. */
  #settle() {
    if (this.tails.some((tail) => tail.alive)) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    if (this.tails.length === 0) {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
    const socket = this.#socket;
    this.#socket = undefined;
    this.#open = false;
    this.#byNumber.clear();
    this.#numbers.clear();
    socket?.close(1000);
  }

  #tick() {
    for (const tail of this.tails) tail.tick(this.#world.now());
    this.changed();
  }
}

function refusal(problem: Problem | undefined): Tail["state"] {
  if (!problem) return { is: "over", reason: "failed", detail: "" };
  return { is: problem.code === "connection_parked" ? "parked" : "refused", problem };
}

/** The client of this tab. */
export const live = new LiveClient({
  open: () => {
    const url = new URL("api/nats/live", new URL(".", document.baseURI));
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return new WebSocket(url, protocol);
  },
  now: () => Date.now(),
  frame: (run, urgent) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      run();
    });
    if (!urgent) return;
    timer = setTimeout(() => {
      cancelAnimationFrame(frame);
      run();
    }, hiddenFrame);
  },
});
