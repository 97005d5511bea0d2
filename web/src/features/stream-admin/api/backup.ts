import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answer, client, passive } from "@/api/client";
import { hasCode, UnreachableError } from "@/api/errors";
import type { BackupProgress } from "@/api/types";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";

export type Backup = { state: "idle" } | { state: "asked" } | BackupProgress | { state: "lost"; error: unknown };

const everyMs = 400;
/** How long a browser may take to come for a download, ms; it may ask a person first. */
const comesWithin = 30_000;

/**
 * Has the browser download a stream, at any size and also when this page is left. The browser tells a page nothing of
 * that, so HeyNATS is asked how far it is.
 */
export function useBackup(stream: string) {
  const { id } = useConnection();
  const [download, setDownload] = useState<{ name: string; at: number }>();
  const name = download?.name ?? "";
  const call = { params: { path: { stream, download: name }, query: { connection: id } } };
  const { data, error } = useQuery({
    queryKey: [...connectionKeys.one(id), "backup", stream, name],
    queryFn: ({ signal }) =>
      answer(
        client.GET("/api/nats/streams/{stream}/backup/{download}", {
          ...call,
          signal,
          params: { ...call.params, header: passive },
        }),
      ),
    enabled: download !== undefined,
    refetchInterval: ({ state }) => (isOver(backupOf(state.data, state.error, download?.at ?? 0)) ? false : everyMs),
    retry: false,
    gcTime: 0,
  });
  const stop = useMutation({
    mutationFn: () => answer(client.DELETE("/api/nats/streams/{stream}/backup/{download}", call)),
  });
  const start = (consumers: boolean) => {
    const next = newName();
    const link = document.createElement("a");
    link.href = backupUrl(id, stream, consumers, next);
    link.download = `${stream}.tar`;
    link.click();
    stop.reset();
    setDownload({ name: next, at: Date.now() });
  };
  const backup: Backup = download ? backupOf(data, error, download.at) : { state: "idle" };
  return { backup, start, stop: () => stop.mutate(), stopping: stop.isPending };
}

/** Whether nothing more is to come. */
export function isOver({ state }: Backup): boolean {
  return state !== "asked" && state !== "gathering" && state !== "sending";
}

function backupOf(data: BackupProgress | undefined, error: unknown, askedAt: number): Backup {
  const waits = hasCode(error, "download_not_found") && !data && Date.now() - askedAt < comesWithin;
  if (error && !waits && !(error instanceof UnreachableError)) return { state: "lost", error };
  return data ?? { state: "asked" };
}

function backupUrl(connection: string, stream: string, consumers: boolean, download: string): string {
  const url = new URL(`api/nats/streams/${encodeURIComponent(stream)}/backup`, document.baseURI);
  url.search = new URLSearchParams({ connection, consumers: String(consumers), download }).toString();
  return url.href;
}

/** One that nobody has; randomUUID is there on HTTPS only. */
const newName = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
