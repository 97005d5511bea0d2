/** Names with values as somebody types them: one pair a line, with a sign between the two. */
export type PairSign = "=" | ":";

const lines = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

/** Whether every line has a name, and the sign behind it. */
export const arePairs = (text: string, sign: PairSign) => lines(text).every((line) => line.trim().indexOf(sign) > 0);

/** The pairs of a text that has nothing else in it. */
export function readPairs(text: string, sign: PairSign): [string, string][] {
  return lines(text).map((line) => {
    const at = line.indexOf(sign);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
}

/** The same as text. */
export const printPairs = (pairs: readonly (readonly [string, string])[], sign: PairSign) =>
  pairs.map(([name, value]) => `${name}${sign}${sign === ":" ? " " : ""}${value}`).join("\n");
