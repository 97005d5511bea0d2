import type { DocumentView } from "@/shared/document/editor-context";

/** The view of a document that an address names; undefined for the form, and for what is none. */
export function viewOf(text: string | undefined, known: readonly DocumentView[]): DocumentView | undefined {
  return known.find((view) => view === text);
}
