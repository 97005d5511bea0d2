const [least, most] = [500, 15_000];

/** How long to wait before the socket is tried again, ms: longer with every failure, and never all pages at once. */
export function connectionPause(failures: number): number {
  const longest = Math.min(most, least * 2 ** Math.min(failures, 10));
  return longest / 2 + (Math.random() * longest) / 2;
}
