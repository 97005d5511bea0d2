import { type Effort, findEdit } from "./edit";

export interface EditRequest {
  before: Int32Array;
  after: Int32Array;
  effort: Effort;
}

// A worker's global is not a window; this is all that is used of it.
const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<EditRequest>) => void;
  postMessage: (answer: ReturnType<typeof findEdit>) => void;
};

scope.onmessage = ({ data: { before, after, effort } }) => scope.postMessage(findEdit(before, after, effort));
