import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { UnreachableError } from "@/api/errors";
import { useConnection } from "@/connection/context";
import { connectionKeys } from "@/connection/query-keys";
import { errorOf } from "../lib/problem";

export type UploadState =
  | { state: "waiting" }
  | { state: "sending"; sent: number }
  /** All of it has left, and NATS stores the rest. */
  | { state: "finishing" }
  | { state: "done" }
  | { state: "cancelled" }
  | { state: "failed"; error: unknown };

export interface Uploading {
  id: number;
  file: File;
  /** What the object is called. */
  name: string;
  how: UploadState;
}

/** What becomes of an object of the same name. */
export type Existing = "keep" | "replace";

/**
 * Uploads files one after the other, so that each is as fast as it can be. Only XMLHttpRequest tells how far one is. Whoever
 * leaves the bucket ends them, and nothing half-written stays.
 */
export function useUploads(bucket: string) {
  const { id } = useConnection();
  const cache = useQueryClient();
  const [list, setList] = useState<readonly Uploading[]>([]);
  const queue = useRef<{ id: number; file: File; existing: Existing }[]>([]);
  const running = useRef<{ id: number; xhr: XMLHttpRequest }>(undefined);
  const last = useRef(0);

  const set = (which: number, how: UploadState) =>
    setList((now) => now.map((one) => (one.id === which ? { ...one, how } : one)));

  const next = () => {
    const one = queue.current.shift();
    if (!one) return;
    const xhr = new XMLHttpRequest();
    const end = (how: UploadState) => {
      running.current = undefined;
      set(one.id, how);
      void cache.invalidateQueries({ queryKey: connectionKeys.readings(id) });
      next();
    };
    const url = new URL(`api/nats/objects/buckets/${encodeURIComponent(bucket)}/object`, document.baseURI);
    url.search = new URLSearchParams({
      connection: id,
      name: one.file.name,
      ...(one.file.type ? { content_type: one.file.type } : {}),
      ...(one.existing === "keep" ? { create: "true" } : {}),
    }).toString();
    xhr.open("PUT", url);
    xhr.setRequestHeader("Content-Type", "application/octet-stream");
    xhr.upload.onprogress = ({ loaded }) => set(one.id, { state: "sending", sent: loaded });
    xhr.upload.onload = () => set(one.id, { state: "finishing" });
    xhr.onload = () => end(outcomeOf(xhr));
    xhr.onerror = () => end({ state: "failed", error: new UnreachableError(undefined) });
    xhr.onabort = () => end({ state: "cancelled" });
    running.current = { id: one.id, xhr };
    set(one.id, { state: "sending", sent: 0 });
    xhr.send(one.file);
  };

  const add = (files: Iterable<File>, existing: Existing) => {
    for (const file of files) {
      last.current += 1;
      const upload = { id: last.current, file, existing };
      queue.current.push(upload);
      setList((now) => [...now, { id: upload.id, file, name: file.name, how: { state: "waiting" } }]);
    }
    if (!running.current) next();
  };

  const cancel = (which: number) => {
    if (running.current?.id === which) {
      running.current.xhr.abort();
      return;
    }
    queue.current = queue.current.filter((one) => one.id !== which);
    set(which, { state: "cancelled" });
  };

  useEffect(
    () => () => {
      queue.current = [];
      running.current?.xhr.abort();
    },
    [],
  );

  return {
    list,
    add,
    cancel,
    /** Tries one again that failed, in the place of what is there if so wanted. */
    again: (which: number, existing: Existing) => {
      const one = list.find((upload) => upload.id === which);
      if (!one) return;
      setList((now) => now.filter((upload) => upload.id !== which));
      add([one.file], existing);
    },
    clear: () => setList((now) => now.filter(({ how }) => isUnderWay(how))),
  };
}

export type Uploads = ReturnType<typeof useUploads>;

export const isUnderWay = ({ state }: UploadState) =>
  state === "waiting" || state === "sending" || state === "finishing";

function outcomeOf(xhr: XMLHttpRequest): UploadState {
  if (xhr.status >= 200 && xhr.status < 300) return { state: "done" };
  return { state: "failed", error: errorOf(xhr.responseText, xhr.status, xhr.getResponseHeader("X-Request-Id")) };
}
