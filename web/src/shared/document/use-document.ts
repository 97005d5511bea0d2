import { useCallback, useMemo, useState } from "react";
import type { Field } from "./catalogue";
import { shownText, type Typed, typedValue } from "./codec";
import {
  isObject,
  type Json,
  type JsonMistake,
  JsonNumber,
  type JsonObject,
  parseJson,
  printJson,
  sameJson,
} from "./json";
import { clearAt, getAt, type Path, pathText, setAt } from "./path";

/** What stands in a field that its document cannot say: a typed text that is no value yet. */
interface Draft {
  path: Path;
  text: string;
  /** What the document said when it was typed. When the document says something else by now, the draft is history. */
  over: Json | undefined;
  problem: string | undefined;
}

interface State {
  /** The document as it was read, or as a new one begins. */
  base: string;
  /** The document as it is now. This text is the truth; the form is a view of it. */
  text: string;
  drafts: ReadonlyMap<string, Draft>;
}

/** A document that is being edited, as a form and as JSON at once. */
export interface EditedDocument {
  text: string;
  base: JsonObject;
  /** What the text says, or what it said last while it is no JSON. */
  value: JsonObject;
  mistake: JsonMistake | undefined;
  /** Anything at all would be lost by going away. */
  dirty: boolean;
  /** Typed into the form and not yet to be read. */
  unread: readonly { path: Path; text: string; problem: string }[];
  setText: (text: string) => void;
  /** What a field shows: its text, unless only JSON can say it; and what is wrong with that. */
  field: (field: Field, path: Path) => { text: string | undefined; problem: string | undefined };
  /** A text was typed into a field. */
  type: (field: Field, path: Path, text: string) => void;
  /** The field was left: what could be read is written as it always is. */
  settle: (path: Path) => void;
  set: (path: Path, value: Json | undefined) => void;
  /** Begins anew with another document as the one that was read, and goes on with `text`. */
  restart: (base: string, text?: string) => void;
}

/** Edits the document that `initial` gives when the component is made; later ones come by `restart`. */
export function useDocument(initial: { base: string; text?: string }): EditedDocument {
  const [state, setState] = useState<State>(() => begin(initial.base, initial.text));
  const { text, base, drafts } = state;
  const baseValue = useMemo(() => documentOf(base).value ?? new Map<string, Json>(), [base]);
  const { value, mistake } = useMemo(() => documentOf(text), [text]);
  const [last, setLast] = useState(value ?? baseValue);
  if (value && value !== last) setLast(value);
  const shown = value ?? last;

  const setText = useCallback((next: string) => setState((old) => ({ ...old, text: next })), []);
  const restart = useCallback((nextBase: string, next?: string) => setState(begin(nextBase, next)), []);
  const write = (path: Path, next: Json | undefined, draft?: Draft) => {
    const document = next === undefined ? clearAt(shown, path, baseValue) : setAt(shown, path, next);
    const same = sameJson(document, shown);
    setState((old) => ({
      ...old,
      // A text that already says it is left as it is written.
      text: same ? old.text : printJson(document),
      drafts: withDraft(old.drafts, path, draft),
    }));
  };
  const type = (field: Field, path: Path, typed: string) => {
    const now = getAt(shown, path);
    const read = typedValue(field.kind, typed, now);
    if (read.problem !== undefined) {
      const draft = { path, text: typed, over: now, problem: read.problem };
      return setState((old) => ({ ...old, drafts: withDraft(old.drafts, path, draft) }));
    }
    const next = emptied(field, read, getAt(baseValue, path));
    write(path, next, { path, text: typed, over: next, problem: undefined });
  };
  const draftAt = (path: Path): Draft | undefined => {
    const draft = drafts.get(pathText(path));
    return draft && sameJson(draft.over, getAt(shown, path)) ? draft : undefined;
  };
  const unread = Array.from(drafts.values()).flatMap(({ path, text: typed, problem, over }) =>
    problem !== undefined && sameJson(over, getAt(shown, path)) ? [{ path, text: typed, problem }] : [],
  );
  return {
    text,
    base: baseValue,
    value: shown,
    mistake,
    dirty: unread.length > 0 || mistake !== undefined || !sameJson(shown, baseValue),
    unread,
    setText,
    field: (field, path) => {
      const draft = draftAt(path);
      return draft
        ? { text: draft.text, problem: draft.problem }
        : { text: shownText(field.kind, getAt(shown, path)), problem: undefined };
    },
    type,
    settle: (path) =>
      setState((old) =>
        old.drafts.get(pathText(path))?.problem === undefined
          ? { ...old, drafts: withDraft(old.drafts, path, undefined) }
          : old,
      ),
    set: (path, next) => write(path, next),
    restart,
  };
}

const begin = (base: string, text = base): State => ({ base, text, drafts: new Map() });

/** What a text says as a document. */
export function documentOf(
  text: string,
): { value: JsonObject; mistake?: undefined } | { value?: undefined; mistake: JsonMistake } {
  const parsed = parseJson(text);
  if (parsed.mistake) return { mistake: parsed.mistake };
  if (isObject(parsed.value)) return { value: parsed.value };
  return { mistake: { message: "The document has to be an object in { }.", at: 0, line: 1, column: 1 } };
}

/** A field that was emptied says "none" in the way its document said something; in one that said nothing it goes. */
function emptied({ kind }: Field, { value }: Typed, base: Json | undefined): Json | undefined {
  if (value !== undefined || base === undefined) return value;
  if (shownText(kind, base) === "") return base;
  return "none" in kind && kind.none ? new JsonNumber(kind.none.value) : undefined;
}

/** The drafts with another one for a path. Those of what is inside it go: it is something else by now. */
function withDraft(drafts: ReadonlyMap<string, Draft>, path: Path, draft: Draft | undefined) {
  const key = pathText(path);
  const inside = (other: string) => other.startsWith(`${key}.`) || other.startsWith(`${key}[`);
  const next = new Map(Array.from(drafts).filter(([other]) => other !== key && !inside(other)));
  return draft ? next.set(key, draft) : next;
}
