import type { Counters, Frame } from "./frame";
import { type LiveMessage, recordAt } from "./record";

/** What stands between messages. */
export type Note =
  /** The link to NATS was lost; core NATS keeps nothing for those who are away. */
  | { kind: "gap"; lost: number; back: number }
  /** This page was not connected to HeyNATS. */
  | { kind: "away"; lost: number; back: number }
  /** So many came that are not here: the page was too slow, or HeyNATS was. */
  | { kind: "dropped"; dropped: number; missed: number };

export type Row = { row: number; message: LiveMessage; note?: never } | { row: number; message?: never; note: Note };

/** Rows whose bytes lie together, or one note. */
interface Piece {
  /** The number of its first row. */
  row: number;
  bytes: Uint8Array<ArrayBuffer>;
  used: number;
  offsets: number[];
  note?: Note;
}

export interface Capacity {
  messages: number;
  bytes: number;
}

const usual: Capacity = { messages: 100_000, bytes: 64 * 1024 * 1024 };

/** What small frames are collected in. */
const pieceSize = 64 * 1024;

const nothing = new Uint8Array(0);

/**
 * What is kept of a subscription: the newest messages as the bytes they came in, and the notes between them. A row keeps
 * its number for ever; the oldest rows go.
 */
export class Tape {
  /** Messages that are kept. */
  kept = 0;
  /** Bytes that they take. */
  bytes = 0;
  /** The number behind the newest row. */
  end = 0;
  readonly #capacity: Capacity;
  #pieces: Piece[] = [];
  #counted: Counters = { produced: 0, dropped: 0, sampled: 0, missed: 0 };

  constructor(capacity: Capacity = usual) {
    this.#capacity = capacity;
  }

  /** The number of the oldest row; as large as `end` when there is none. */
  get first(): number {
    return this.#pieces[0]?.row ?? this.end;
  }

  /** Takes what a frame brought. Counters begin at nothing with every subscription: see restart. */
  add(frame: Frame) {
    this.#countLosses(frame.counters);
    if (frame.kind === "gap") {
      const view = new DataView(frame.body.buffer, frame.body.byteOffset);
      const ms = (at: number) => Number(view.getBigInt64(at) / 1_000_000n);
      this.note({ kind: "gap", lost: ms(0), back: ms(8) });
    }
    if (frame.kind === "messages" && frame.offsets.length > 0) this.#append(frame);
  }

  /** The counters begin anew, with a new subscription for the same tape. */
  restart() {
    this.#counted = { produced: 0, dropped: 0, sampled: 0, missed: 0 };
  }

  note(note: Note) {
    const last = this.#pieces.at(-1);
    if (note.kind === "dropped" && last?.note?.kind === "dropped") {
      last.note = {
        kind: "dropped",
        dropped: last.note.dropped + note.dropped,
        missed: last.note.missed + note.missed,
      };
      return;
    }
    this.#pieces.push({ row: this.end, bytes: nothing, used: 0, offsets: [], note });
    this.end++;
    this.#evict();
  }

  /** The row of a number, unless it is gone or to come. */
  at(row: number): Row | undefined {
    const piece = this.#pieceOf(row);
    if (!piece) return undefined;
    if (piece.note) return { row, note: piece.note };
    return { row, message: recordAt(piece.bytes, piece.offsets[row - piece.row] ?? 0) };
  }

  clear() {
    this.#pieces = [];
    this.kept = 0;
    this.bytes = 0;
  }

  #countLosses({ produced, dropped, sampled, missed }: Counters) {
    const lost = dropped - this.#counted.dropped;
    const unseen = missed - this.#counted.missed;
    this.#counted = { produced, dropped, sampled, missed };
    if (lost > 0 || unseen > 0) this.note({ kind: "dropped", dropped: lost, missed: unseen });
  }

  #append({ body, offsets }: Frame) {
    let piece = this.#pieces.at(-1);
    if (!piece || piece.note || piece.used + body.length > piece.bytes.length) {
      piece = { row: this.end, bytes: new Uint8Array(Math.max(pieceSize, body.length)), used: 0, offsets: [] };
      this.#pieces.push(piece);
      this.bytes += piece.bytes.length;
    }
    piece.bytes.set(body, piece.used);
    for (const offset of offsets) piece.offsets.push(piece.used + offset);
    piece.used += body.length;
    this.end += offsets.length;
    this.kept += offsets.length;
    this.#evict();
  }

  #evict() {
    let gone = 0;
    const over = () => this.kept > this.#capacity.messages || this.bytes > this.#capacity.bytes;
    // Notes of what is long gone say nothing; they go with what they stand between.
    while (gone < this.#pieces.length - 1 && (over() || (this.#pieces[gone]?.note !== undefined && gone > 0))) {
      const piece = this.#pieces[gone];
      if (!piece) break;
      this.kept -= piece.offsets.length;
      this.bytes -= piece.bytes.length;
      gone++;
    }
    if (gone > 0) this.#pieces.splice(0, gone);
  }

  #pieceOf(row: number): Piece | undefined {
    if (row >= this.end) return undefined;
    let [low, high] = [0, this.#pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle] as Piece).row <= row) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    return piece && row >= piece.row ? piece : undefined;
  }
}
