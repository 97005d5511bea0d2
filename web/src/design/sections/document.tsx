import { useState } from "react";
import { streamCatalogue } from "@/features/stream-admin/lib/catalogue";
import type { TargetServer } from "@/shared/document/catalogue";
import { DocumentEditor } from "@/shared/document/document-editor";
import type { DocumentView } from "@/shared/document/editor-context";
import { MergeView } from "@/shared/document/merge-view";
import { placesOf, type Refusal } from "@/shared/document/refusal";
import { documentOf, useDocument } from "@/shared/document/use-document";
import { Button } from "@/shared/ui/button";
import type { Hit } from "@/shared/ui/hits";
import { Segmented } from "@/shared/ui/segmented";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import * as samples from "./document-data/streams";

export const section: DesignSection = { title: "Document", order: 54, Component: Documents };

const kinds = {
  edited: {
    title: "A stream is edited",
    note: "form and JSON, with fields of a later version",
    Show: () => (
      <Editor base={samples.orders} text={samples.edited} server={samples.newest} effects={samples.effects} />
    ),
  },
  refused: { title: "It was refused", note: "by the server, over a connection that only reads", Show: Refused },
  made: {
    title: "A stream is made",
    note: "on a server that is too old for some of it",
    Show: () => <Editor base={samples.empty} server={samples.old} />,
  },
  merged: { title: "Somebody else changed it", note: "one field both of them", Show: Merge },
};

type Kind = keyof typeof kinds;

/** One at a time: each is as much of a page as an editor ever is. */
function Documents() {
  const [kind, setKind] = useState<Kind>("edited");
  const { title, note, Show } = kinds[kind];
  return (
    <>
      <div className="border-line border-b px-4 py-3">
        <Segmented
          label="Document"
          value={kind}
          onChange={setKind}
          options={[
            { value: "edited", label: "Edited" },
            { value: "refused", label: "Refused" },
            { value: "made", label: "New" },
            { value: "merged", label: "Changed twice" },
          ]}
        />
      </div>
      <Specimen title={title} note={note} flush>
        <Show key={kind} />
      </Specimen>
    </>
  );
}

interface Props {
  base: string;
  text?: string;
  server: TargetServer;
  effects?: readonly Hit[];
}

function Editor({ base, text, server, effects = [] }: Props) {
  const document = useDocument({ base, ...(text === undefined ? {} : { text }) });
  const [view, setView] = useState<DocumentView>("form");
  const [saved, setSaved] = useState(false);
  const editing = base !== samples.empty;
  return (
    <div className="flex h-[720px] flex-col border-line border-t">
      <DocumentEditor
        catalogue={streamCatalogue}
        document={document}
        server={server}
        editing={editing}
        view={view}
        onView={setView}
        effects={effects}
        action={saved ? "Saved" : editing ? "Save ORDERS" : "Create stream"}
        saving={false}
        onSave={() => setSaved(true)}
        aside={
          <Button look="quiet" size="form" onClick={() => document.restart(base)}>
            Discard
          </Button>
        }
      />
    </div>
  );
}

const refusal: Refusal = {
  problem: {
    title: "ORDERS was not changed",
    detail: "duplicates window can not be larger then max age",
    code: "nats_refused",
    nats: { err_code: 10052, description: "duplicates window can not be larger then max age" },
    requestId: "01JD8Q7N3K5T",
  },
  places: placesOf([
    { location: "body.config.duplicate_window", message: "duplicates window can not be larger then max age" },
  ]),
  of: documentOf(samples.edited).value ?? new Map(),
};

function Refused() {
  const document = useDocument({ base: samples.orders, text: samples.edited });
  const [view, setView] = useState<DocumentView>("form");
  return (
    <div className="flex h-[620px] flex-col border-line border-t">
      <DocumentEditor
        catalogue={streamCatalogue}
        document={document}
        server={samples.newest}
        editing
        view={view}
        onView={setView}
        refusal={refusal}
        action="Save ORDERS"
        saving={false}
        onSave={() => undefined}
        locked="This connection is read-only."
      />
    </div>
  );
}

function Merge() {
  const [merged, setMerged] = useState<string>();
  const [base, mine, theirs] = [samples.orders, samples.edited, samples.theirs].map((text) => documentOf(text).value);
  if (!base || !mine || !theirs) return null;
  if (merged !== undefined) return <pre className="mono overflow-x-auto p-4">{merged}</pre>;
  return (
    <div className="flex h-[560px] flex-col border-line border-t">
      <MergeView
        catalogue={streamCatalogue}
        name="ORDERS"
        base={base}
        mine={mine}
        theirs={theirs}
        onMerge={setMerged}
        onTakeTheirs={() => setMerged(samples.theirs)}
      />
    </div>
  );
}
