import type { EditorView } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import { goTo, markMistake, openEditor, replaceText } from "@/shared/document/code-mirror";

interface Props {
  label: string;
  text: string;
  /** The id of what says how it is used and what is wrong. */
  noteId: string;
  /** Where the text stops being JSON. */
  mistake: number | undefined;
  onChange: (text: string) => void;
  /** Set while there is an editor: brings the cursor to a place. */
  onReady: (go: ((at: number) => void) | undefined) => void;
}

/** The text of a payload, whatever it is, in the colours of JSON where it is that. */
export function PayloadEditor({ label, text, noteId, mistake, onChange, onReady }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const changed = useEffectEvent(onChange);
  const ready = useEffectEvent(onReady);
  const begin = useEffectEvent((parent: HTMLElement) => {
    const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
    return openEditor({ parent, text, label, describedBy: noteId, nonce, onChange: (next) => changed(next) });
  });
  useEffect(() => {
    if (!box.current) return;
    const view = begin(box.current);
    editor.current = view;
    ready((at) => goTo(view, at));
    return () => {
      editor.current = undefined;
      ready(undefined);
      view.destroy();
    };
  }, []);
  useEffect(() => {
    if (editor.current) replaceText(editor.current, text);
  }, [text]);
  useEffect(() => {
    if (editor.current) markMistake(editor.current, mistake);
  }, [mistake]);
  return (
    // The editor's own layers stay among themselves, and the ring lies over them.
    <div className="relative h-full after:pointer-events-none after:absolute after:inset-0 focus-within:after:rounded-t-[5px] focus-within:after:border-2 focus-within:after:border-focus">
      <div ref={box} className="isolate h-full" />
    </div>
  );
}
