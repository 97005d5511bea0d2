import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { plural } from "@/shared/lib/format";
import { ViewSwitch } from "@/shared/payload/view-switch";
import type { Hit } from "@/shared/ui/hits";
import type { Catalogue, TargetServer } from "./catalogue";
import { fieldChanges } from "./changes";
import { EditorBody } from "./editor-body";
import { type DocumentView, EditorProvider, type PlaceProblem } from "./editor-context";
import { EditorFoot } from "./editor-foot";
import { type Path, pathText } from "./path";
import { problemsOf, type Refusal } from "./refusal";
import type { EditedDocument } from "./use-document";
import { useReveal } from "./use-reveal";

interface Props {
  catalogue: Catalogue;
  document: EditedDocument;
  server: TargetServer;
  /** The thing exists. Otherwise it is being made, and there is nothing that it could be compared with. */
  editing: boolean;
  view: DocumentView;
  onView: (view: DocumentView) => void;
  /** What the page itself finds wrong. */
  problems?: readonly PlaceProblem[];
  refusal?: Refusal | undefined;
  /** What saving it will do, as far as that can be known. */
  effects?: readonly Hit[];
  /** Stands over the form. */
  intro?: ReactNode;
  /** More about what it would be, beside it where there is room. */
  beside?: ReactNode;
  /** On the button that saves: "Create stream". */
  action: string;
  onSave: () => void;
  saving: boolean;
  /** Why nothing can be saved here at all. */
  locked?: string | undefined;
  /** It went out and no answer came: OutcomeUnknown. */
  outcome?: ReactNode;
  /** Stands beside that button: the way out. */
  aside?: ReactNode;
}

/**
 * A configuration as a form and as JSON, both of the same document, and what changes. What is typed into one is in the
 * other, and neither loses what it cannot show.
 */
export function DocumentEditor(props: Props) {
  const { catalogue, document, server, editing, refusal, effects = [], action, locked, saving } = props;
  const { value, base, mistake, unread } = document;
  const [held, setHeld] = useState(false);
  const view = mistake ? "json" : props.view;
  const changes = useMemo(() => fieldChanges(catalogue, base, value), [catalogue, base, value]);
  const problems = [...(props.problems ?? []), ...problemsOf(refusal, value)];
  const { region, reveal } = useReveal(view, props.onView);
  const reviewing = editing && view !== "changes";
  const onView = (next: DocumentView) => {
    setHeld(next !== "json");
    if (!mistake) props.onView(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const first = unread[0];
    if (mistake) setHeld(true);
    else if (first) reveal(first.path);
    else if (reviewing) props.onView("changes");
    else if (!locked && !saving) props.onSave();
  };
  const context = {
    catalogue,
    document,
    server,
    editing,
    onView,
    problems,
    problemAt: (path: Path) => problems.find((one) => pathText(one.path) === pathText(path))?.message,
  };
  const views = editing ? ([...twoViews, { value: "changes", label: "Changes" }] as const) : twoViews;
  return (
    <EditorProvider value={context}>
      <form noValidate autoComplete="off" onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <div className="flex min-h-toolbar shrink-0 items-center gap-3 border-line border-b px-4 max-sm:py-1">
          <ViewSwitch<DocumentView> label="View" value={view} onChange={onView} options={views} />
          <p role="status" className="truncate-line flex-1 text-fg-2 text-small">
            {statusWords(document, editing, held, changes.length)}
          </p>
        </div>
        <EditorBody
          ref={region}
          view={view}
          intro={props.intro}
          beside={props.beside}
          changes={changes}
          effects={effects}
        />
        <EditorFoot
          action={reviewing ? (changes.length > 0 ? `Review ${plural(changes.length, "change")}` : "Review") : action}
          disabled={editing && !document.dirty}
          saving={saving}
          locked={reviewing ? undefined : locked}
          refusal={refusal}
          outcome={props.outcome}
          onReveal={reveal}
          aside={props.aside}
        />
      </form>
    </EditorProvider>
  );
}

const twoViews = [
  { value: "form", label: "Form" },
  { value: "json", label: "JSON" },
] as const;

function statusWords(document: EditedDocument, editing: boolean, held: boolean, changes: number): string {
  const { mistake, unread, dirty } = document;
  if (mistake) return held ? `The rest shows it once line ${mistake.line} can be read.` : "No JSON yet";
  if (unread.length > 0) return `${plural(unread.length, "field")} cannot be read yet`;
  if (!editing) return "";
  return dirty ? `${plural(changes, "change")}, not saved` : "Nothing changed";
}
