import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { PageError, ProblemError, UnreachableError } from "@/api/errors";
import type { Problem } from "@/api/types";
import { useConnection } from "@/connection/context";
import { forgetReadings } from "./save";

export type Upload =
  | { state: "idle" }
  | { state: "sending"; sent: number; total: number }
  /** All of it is there, and NATS makes a stream of it. */
  | { state: "finishing" }
  | { state: "done"; stream: string }
  | { state: "cancelled" }
  | { state: "failed"; error: unknown; sentAt: number };

/** Uploads a backup. Only XMLHttpRequest tells how far an upload is. */
export function useRestore() {
  const { id } = useConnection();
  const cache = useQueryClient();
  const request = useRef<XMLHttpRequest>(undefined);
  const [upload, setUpload] = useState<Upload>({ state: "idle" });

  const start = (file: File, name: string) => {
    const sentAt = Date.now();
    const xhr = new XMLHttpRequest();
    const end = (next: Upload) => {
      request.current = undefined;
      setUpload(next);
      void forgetReadings(cache, id);
    };
    const url = new URL("api/nats/streams/restore", document.baseURI);
    url.search = new URLSearchParams({ connection: id, ...(name ? { name } : {}) }).toString();
    xhr.open("POST", url);
    xhr.setRequestHeader("Content-Type", "application/x-tar");
    xhr.upload.onprogress = ({ loaded, total }) => setUpload({ state: "sending", sent: loaded, total });
    xhr.upload.onload = () => setUpload((now) => (now.state === "sending" ? { state: "finishing" } : now));
    xhr.onload = () => end(outcomeOf(xhr, sentAt));
    xhr.onerror = () => end({ state: "failed", error: new UnreachableError(undefined), sentAt });
    xhr.onabort = () => end({ state: "cancelled" });
    setUpload({ state: "sending", sent: 0, total: file.size });
    request.current = xhr;
    xhr.send(file);
  };
  return {
    upload,
    start,
    cancel: () => request.current?.abort(),
    reset: () => setUpload({ state: "idle" }),
  };
}

function outcomeOf(xhr: XMLHttpRequest, sentAt: number): Upload {
  const body = parsed(xhr.responseText);
  if (xhr.status >= 200 && xhr.status < 300) return { state: "done", stream: String(nameIn(body)) };
  const error = isProblem(body)
    ? new ProblemError(body)
    : new PageError(xhr.status, xhr.getResponseHeader("X-Request-Id"));
  return { state: "failed", error, sentAt };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const nameIn = (body: unknown) => (body as { config?: { name?: unknown } } | undefined)?.config?.name ?? "";

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body;
}
