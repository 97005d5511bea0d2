import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

// CodeMirror as this page uses it, and nothing else of it: a chunk of its own that only an editor loads.

/** The colours are those of a payload, the sizes those of every other line of code. */
const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--main)", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--face-mono)",
    fontSize: "var(--type-small)",
    lineHeight: "18px",
    fontVariantLigatures: "none",
    overscrollBehavior: "contain",
  },
  ".cm-content": { padding: "8px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 16px 0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--sub)", color: "var(--text-3)", borderRight: "1px solid var(--line)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "36px", padding: "0 8px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--hover) 60%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-tint-2)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--press)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  ".cm-mistake": { backgroundColor: "var(--critical-tint)", boxShadow: "inset 0 -2px var(--critical)" },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--syntax-key)" },
  { tag: tags.string, color: "var(--syntax-string)" },
  { tag: tags.number, color: "var(--syntax-number)" },
  { tag: [tags.bool, tags.null], color: "var(--syntax-literal)" },
  { tag: [tags.separator, tags.bracket], color: "var(--syntax-mark)" },
]);

const setMistake = StateEffect.define<number | undefined>();
const mark = Decoration.mark({ class: "cm-mistake" });

/** Where the text stops being JSON. */
const mistakeField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    for (const effect of transaction.effects) {
      if (!effect.is(setMistake)) continue;
      const length = transaction.newDoc.length;
      if (effect.value === undefined || length === 0) return Decoration.none;
      const from = Math.min(effect.value, length - 1);
      return Decoration.set(mark.range(from, from + 1));
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * What is typed over a selection is replaced here: the browser would give the new text the look of the old by a style of
 * its own, which the page's policy forbids and the console would say.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    if (event.inputType !== "insertText" || event.data === null || view.composing) return false;
    if (view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

interface Options {
  parent: HTMLElement;
  text: string;
  label: string;
  /** Of the element that says how it is used and what is wrong. */
  describedBy: string;
  /** Of the page's policy, without which no style may be added to it. */
  nonce: string | undefined;
  onChange: (text: string) => void;
}

/** Makes an editor for JSON in an element. Esc, then Tab leaves it, since Tab alone indents. */
export function openEditor({ parent, text, label, describedBy, nonce, onChange }: Options): EditorView {
  const extensions: Extension[] = [
    lineNumbers(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    json(),
    syntaxHighlighting(colours),
    mistakeField,
    typeOver,
    look,
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": label,
      "aria-describedby": describedBy,
      dir: "ltr",
      tabindex: "0",
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
    ...(nonce ? [EditorView.cspNonce.of(nonce)] : []),
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
}

/** Puts another text in place of the whole, when it is another one: what was typed came from here. */
export function replaceText(view: EditorView, text: string) {
  const now = view.state.doc.toString();
  if (now !== text) view.dispatch({ changes: { from: 0, to: now.length, insert: text } });
}

export function markMistake(view: EditorView, at: number | undefined) {
  view.dispatch({ effects: setMistake.of(at) });
}

/** Brings the cursor to a place, and the place into view. */
export function goTo(view: EditorView, at: number) {
  view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) }, scrollIntoView: true });
  view.focus();
}
