import { useQuery } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { hasCode } from "@/api/errors";
import type { Message } from "@/api/types";
import { askedHeaders } from "@/connection/asked";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

/** What is loaded of a payload without being asked for, bytes, and what a page can show at all. */
export const loadedSize = 1024 * 1024;
export const shownSize = 16 * 1024 * 1024;

interface Options {
  /** Bytes of the payload; the rest is left out. */
  max: number;
  /** There is something to be read. */
  wanted: boolean;
}

/** One message, with as much of its payload as wanted. It never changes, so it is read once. */
export function useMessage(stream: string, sequence: number, { max, wanted }: Options) {
  const { id, stats } = useConnection();
  return useQuery<Message>({
    queryKey: connectionKeys.reading(id, `message ${JSON.stringify([stream, sequence, max])}`),
    queryFn: ({ signal }) => readMessage({ connection: id, stream, sequence, max, signal }),
    enabled: wanted && stats.state === "active",
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000, // some are large
    retry: false,
  });
}

interface Asked {
  connection: string;
  stream: string;
  sequence: number;
  max: number;
  signal: AbortSignal;
}

function readMessage({ connection, stream, sequence, max, signal }: Asked) {
  return answer(
    client.GET("/api/nats/streams/{stream}/messages/{sequence}", {
      signal,
      headers: askedHeaders(),
      params: { path: { stream, sequence }, query: { connection, max } },
    }),
  );
}

/** It was deleted, or it aged out, or it never was. */
export const isMessageGone = (error: unknown) => hasCode(error, "message_not_found");
