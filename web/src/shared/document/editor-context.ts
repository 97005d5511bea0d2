import { createContext, useContext } from "react";
import type { Catalogue, TargetServer } from "./catalogue";
import type { Path } from "./path";
import type { EditedDocument } from "./use-document";

/** How a document can be looked at. */
export type DocumentView = "form" | "json" | "changes";

/** What is wrong with one place of a document. */
export interface PlaceProblem {
  path: Path;
  message: string;
}

interface Editor {
  catalogue: Catalogue;
  document: EditedDocument;
  server: TargetServer;
  /** The thing exists: what can only be said at its creation is locked. */
  editing: boolean;
  /** What is wrong with the values, whoever found it. */
  problems: readonly PlaceProblem[];
  problemAt: (path: Path) => string | undefined;
  onView: (view: DocumentView) => void;
}

const Context = createContext<Editor | undefined>(undefined);

export const EditorProvider = Context.Provider;

export function useEditor(): Editor {
  const editor = useContext(Context);
  if (!editor) throw new Error("useEditor outside a DocumentEditor");
  return editor;
}
