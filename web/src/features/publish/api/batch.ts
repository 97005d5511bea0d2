import { answer, client } from "@/api/client";
import type { PublishedBatch, PublishedLine } from "@/api/types";

type AnswerLine = PublishedLine | { end: PublishedBatch };

/**
 * Publishes messages, one on each line, and says each that is out as it goes. The last thing it says is how it ended;
 * without that the answer was cut.
 */
export async function* publishBatch(
  connection: string,
  lines: string,
  signal: AbortSignal,
): AsyncGenerator<AnswerLine, void> {
  const stream = await answer(
    client.POST("/api/nats/publish/batch", {
      signal,
      params: { query: { connection } },
      headers: { "Content-Type": "application/x-ndjson" },
      body: lines,
      bodySerializer: (body) => body,
      parseAs: "stream",
    }),
  );
  if (stream) yield* linesOf(stream as ReadableStream<Uint8Array<ArrayBuffer>>);
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<AnswerLine, void> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield JSON.parse(part) as AnswerLine;
  }
}
