import { useMutation } from "@tanstack/react-query";
import { answer, client } from "@/api/client";
import { useConnection } from "@/connection/context";
import { useChange } from "@/connection/use-change";

export type Existing = "replace" | "skip";

export interface Import {
  bucket: string;
  file: File;
  existing: Existing;
}

/** Sends the lines of a file, which the browser reads as they go. */
function send({ bucket, file, existing }: Import, connection: string, dryRun: boolean) {
  return answer(
    client.POST("/api/nats/kv/buckets/{bucket}/import", {
      params: { path: { bucket }, query: { connection, existing, ...(dryRun ? { dry_run: true } : {}) } },
      headers: { "Content-Type": "application/x-ndjson" },
      body: file as never, // its type is that of a text
      bodySerializer: () => file,
    }),
  );
}

/** Compares a file with a bucket. Nothing is written. */
export function useCompare() {
  const { id } = useConnection();
  return useMutation({ mutationFn: (what: Import) => send(what, id, true) });
}

/** Writes the keys of a file. */
export function useImport() {
  return useChange((what: Import, connection) => send(what, connection, false));
}
