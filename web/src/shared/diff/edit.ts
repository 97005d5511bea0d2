import { diffArrays } from "diff";
import type { Step } from "./blocks";

export interface Effort {
  /** ms */
  timeout: number;
  /** The time and the memory that a difference takes grow with the square of this. */
  maxEditLength: number;
}

/** The shortest edit that makes `after` of `before`; undefined when finding it takes more than it may. */
export function findEdit(before: Int32Array, after: Int32Array, effort: Effort): Step[] | undefined {
  const changes = diffArrays(Array.from(before), Array.from(after), { ...effort });
  return changes?.map(({ added, removed, count }) => [added ? "add" : removed ? "remove" : "keep", count]);
}
