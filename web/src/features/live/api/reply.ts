import { answer, client } from "@/api/client";

export interface Reply {
  data: string;
  encoding: "utf8" | "base64";
  headers: Record<string, string[]>;
}

/** Answers a request. Whoever asked may have stopped waiting. */
export async function sendReply(connection: string, reply: string, body: Reply): Promise<void> {
  const { data, headers, encoding } = body;
  await answer(
    client.POST("/api/nats/subscribe/reply", {
      params: { query: { connection } },
      body: {
        reply,
        encoding,
        ...(data === "" ? {} : { data }),
        ...(Object.keys(headers).length > 0 ? { headers } : {}),
      },
    }),
  );
}
