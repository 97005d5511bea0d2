import { useMemo, useState } from "react";
import type { Message } from "@/api/types";
import { payloadBytes } from "@/payload/from-api";
import { loadedSize, shownSize, useMessage } from "../api/message";

/** A message with as much of its payload as is here. */
export interface Whole {
  message: Message | undefined;
  /** Its payload, or the beginning of it. */
  bytes: Uint8Array | undefined;
  error: unknown;
  loading: boolean;
  refetch: () => void;
  /** Loads the rest; undefined when all is here, or when it is more than a page can show. */
  loadAll: (() => void) | undefined;
  loadingAll: boolean;
}

/** A message: the row that is there already, and what is not in it. A large payload is loaded when it is asked for. */
export function useWhole(stream: string, sequence: number, row: Message | undefined): Whole {
  const [asked, setAsked] = useState<number>();
  const some = useMessage(stream, sequence, { max: loadedSize, wanted: row === undefined || row.truncated === true });
  const beginning = some.data ?? row;
  const missing = some.data?.truncated === true;
  const all = useMessage(stream, sequence, { max: shownSize, wanted: missing && asked === sequence });
  const message = all.data ?? beginning;
  const bytes = useMemo(() => message && payloadBytes(message), [message]);
  const loadable = message?.truncated === true && missing && message.size <= shownSize;
  return {
    message,
    bytes,
    error: some.error ?? all.error,
    loading: some.isFetching && beginning === undefined,
    refetch: () => void some.refetch(),
    loadAll: loadable ? () => setAsked(sequence) : undefined,
    loadingAll: all.isFetching || (some.isFetching && row?.truncated === true),
  };
}
