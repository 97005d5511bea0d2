import { expect, it } from "vitest";
import { framesOf } from "@/live/frame";
import { Tape } from "@/live/tape";
import { batchOf } from "@/testing/live-batches";
import { ndjson } from "./export";

const read = async (tape: Tape, rows?: number[]) =>
  (await ndjson(tape, rows))
    .join("")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

it("writes a line for each message, as the API would", async () => {
  const tape = new Tape();
  const messages = [
    {
      subject: "a",
      data: "text\n",
      sequence: 5,
      time: 1_700_000_000_000_000_001n,
      reply: "r",
      header: "NATS/1.0\r\nA: 1\r\nA: 2\r\nB:\r\n\r\n",
    },
    { subject: "b", data: new Uint8Array([0xff, 0]), size: 9 },
  ];
  for (const frame of framesOf(batchOf({ subscription: 1, dropped: 1, messages }))) tape.add(frame);
  expect(await read(tape)).toEqual([
    {
      sequence: 5,
      subject: "a",
      reply: "r",
      time: "2023-11-14T22:13:20.000000001Z",
      data: "text\n",
      encoding: "utf8",
      headers: { A: ["1", "2"], B: [""] },
      size: 5,
    },
    {
      subject: "b",
      time: "1970-01-01T00:00:00.000000000Z",
      data: "/wA=",
      encoding: "base64",
      size: 9,
      truncated: true,
    },
  ]);
  expect(await read(tape, [2])).toHaveLength(1);
});
