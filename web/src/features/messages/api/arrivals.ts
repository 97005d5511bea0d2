import { useReading } from "@/connection/use-reading";
import { type Question, questionOf } from "../lib/question";
import { pageReader } from "./read-page";

export interface Arrivals {
  count: number;
  /** There are more than that. */
  more: boolean;
}

interface Of {
  stream: string;
  subject: string;
  /** The last sequence that is known; nothing is asked before there is one. */
  known: number;
  /** Each message is a request of its own, so few are looked at. */
  slow: boolean;
}

/** How many messages came since, without reading what is in them. Without a filter their sequences tell: no more than there are. */
export function useArrivals({ stream, subject, known, slow }: Of) {
  return useReading<Arrivals>(
    `arrivals ${JSON.stringify([stream, subject, known])}`,
    async ({ signal, connection }) => {
      const question: Question = { ...questionOf({}), subject };
      const limit = subject === "" ? 1 : slow ? 10 : 100;
      const read = pageReader({ connection, stream, question });
      const page = await read({ from: `seq:${known + 1}`, direction: "newer", limit }, signal);
      const none = page.messages.length === 0;
      if (subject === "")
        return { count: none ? 0 : Math.min(page.last_sequence - known, page.stream_messages), more: false };
      return { count: page.messages.length, more: page.newer_cursor !== undefined };
    },
    { everyMs: 5_000 },
  );
}
