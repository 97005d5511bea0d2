import { lazy, type ReactNode, type Ref, Suspense } from "react";
import { type Hit, Hits } from "@/shared/ui/hits";
import { ScrollRegion } from "@/shared/ui/scroll-region";
import { Skeleton } from "@/shared/ui/skeleton";
import type { FieldChange } from "./changes";
import { ChangesPanel, ChangesView } from "./changes-view";
import { DocumentForm } from "./document-form";
import { type DocumentView, useEditor } from "./editor-context";
import { SetFields } from "./set-fields";

// CodeMirror is half as large as all that a page begins with, and most edits never see it.
const JsonEditor = lazy(async () => ({ default: (await import("./json-editor")).JsonEditor }));

interface Props {
  ref: Ref<HTMLDivElement>;
  view: DocumentView;
  intro: ReactNode;
  /** Stands over what comes of it. */
  beside: ReactNode;
  changes: readonly FieldChange[];
  effects: readonly Hit[];
}

/** What stands between the head and the foot of an editor: one view of the document, and beside it what comes of it. */
export function EditorBody({ ref, view, intro, beside, changes, effects }: Props) {
  const { document, editing } = useEditor();
  if (view === "changes") {
    return (
      <div ref={ref} className="flex min-h-0 flex-1">
        <ChangesView before={document.base} after={document.value} changes={changes} effects={effects} />
      </div>
    );
  }
  return (
    <div ref={ref} className="flex min-h-0 flex-1">
      {view === "form" ? (
        <div className="min-w-0 flex-1 overflow-y-auto">
          <div className="max-w-[760px] px-4 py-4">
            {intro}
            <DocumentForm />
            {/* Beside the form there is no room for it, and no other view has it. */}
            {editing || effects.length === 0 ? null : (
              <div className="pt-4 xl:hidden">
                <Hits hits={effects} />
              </div>
            )}
          </div>
        </div>
      ) : (
        <Suspense fallback={<Skeleton label="Loading the editor" widths={[30, 62, 48, 55]} />}>
          <JsonEditor
            label="Configuration as JSON"
            text={document.text}
            mistake={document.mistake}
            onChange={document.setText}
          />
        </Suspense>
      )}
      <ScrollRegion
        label={editing ? "Changes so far" : "As it will be"}
        className="w-(--inspector) shrink-0 border-line border-l bg-sub max-xl:hidden"
      >
        {beside}
        {editing ? <ChangesPanel changes={changes} effects={effects} /> : <SetFields effects={effects} />}
      </ScrollRegion>
    </div>
  );
}
