/** A figure between -1 and 1 that wanders as readings do, and always in the same way: pictures of it can be compared. */
export function wave(index: number, seed: number): number {
  const noise = Math.sin((index + 1) * 12.9898 + seed * 78.233) * 43758.5453;
  return (
    0.55 * Math.sin(index / 9 + seed) +
    0.25 * Math.sin(index / 2.3 + seed * 2) +
    0.2 * (2 * (noise - Math.floor(noise)) - 1)
  );
}
