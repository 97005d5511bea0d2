import { expect, it } from "vitest";
import { toCsv } from "./csv";

it("writes every sample, and an empty cell where there was none", () => {
  const lines = {
    times: [Date.UTC(2026, 10, 23, 14, 32, 7, 500), Date.UTC(2026, 10, 23, 14, 32, 8)],
    series: [
      [3.2, null],
      [4.9, 5],
    ],
  };
  expect(toCsv(lines, ["median", "p99"])).toBe(
    "time,median,p99\r\n2026-11-23T14:32:07.500Z,3.2,4.9\r\n2026-11-23T14:32:08.000Z,,5\r\n",
  );
});

it("lets no name of a series be more than a name", () => {
  const head = toCsv({ times: [], series: [[], [], []] }, ['=cmd|"calc"!A1', "a,b\nc", "-1"]);
  expect(head).toBe(`time,"'=cmd|""calc""!A1","a,b\nc",'-1\r\n`);
});
