import type { StoreBucket } from "@/connection/store-bucket";
import { useDocumentEdit } from "@/connection/use-document-edit";
import type { Reading } from "@/connection/use-reading";
import type { StreamDocument } from "../api/document";
import { useUpdateStream } from "../api/save";
import { consequences } from "./consequences";

/** A stream that is being changed, and what saving it does. */
export function useStreamEdit(initial: StreamDocument, reading: Reading<StreamDocument>, bucket?: StoreBucket) {
  const name = bucket?.name ?? initial.name;
  const update = useUpdateStream(initial.name, bucket);
  const edit = useDocumentEdit({
    initial,
    reading,
    update,
    changedCode: "stream_changed",
    refused: `${name} was not changed`,
  });
  const { base, value } = edit.document;
  const state = reading.data?.state ?? initial.state;
  return { ...edit, update, effects: consequences({ before: base, after: value, state, now: new Date() }) };
}
