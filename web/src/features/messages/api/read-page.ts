import { answer, client } from "@/api/client";
import { askedHeaders } from "@/connection/asked";
import type { Question } from "../lib/question";
import type { ReadPage } from "../lib/reader";

/** How much of each payload comes with a list: more than a row shows, and often all of it. */
const preview = 512;

interface Of {
  connection: string;
  stream: string;
  question: Question;
}

/** Reads pages for a question. All of one reading is a person's doing when its beginning is. */
export function pageReader({ connection, stream, question: { subject, search } }: Of): ReadPage {
  const headers = askedHeaders();
  const filter = subject === "" ? {} : { subject };
  const searched =
    search.text === "" ? {} : { search: search.text, search_mode: search.mode, search_in: [...search.places] };
  return (request, signal) =>
    answer(
      client.GET("/api/nats/streams/{stream}/messages", {
        signal,
        headers,
        params: {
          path: { stream },
          query: {
            connection,
            preview,
            ...request,
            ...filter,
            ...searched,
          },
        },
      }),
    );
}
