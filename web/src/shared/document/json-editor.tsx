import type { EditorView } from "@codemirror/view";
import { CircleCheck, OctagonAlert } from "lucide-react";
import { useEffect, useEffectEvent, useId, useRef } from "react";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Kbd } from "@/shared/ui/kbd";
import { goTo, markMistake, openEditor, replaceText } from "./code-mirror";
import type { JsonMistake } from "./json";

interface Props {
  label: string;
  text: string;
  mistake: JsonMistake | undefined;
  onChange: (text: string) => void;
}

/** A document as the text it is, and under it where that stops being JSON. */
export function JsonEditor({ label, text, mistake, onChange }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const noteId = useId();
  const changed = useEffectEvent(onChange);
  const begin = useEffectEvent((parent: HTMLElement) => {
    const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
    return openEditor({ parent, text, label, describedBy: noteId, nonce, onChange: (next) => changed(next) });
  });
  useEffect(() => {
    if (!box.current) return;
    const view = begin(box.current);
    editor.current = view;
    return () => {
      editor.current = undefined;
      view.destroy();
    };
  }, []);
  useEffect(() => {
    if (editor.current) replaceText(editor.current, text);
  }, [text]);
  const at = mistake?.at;
  useEffect(() => {
    if (editor.current) markMistake(editor.current, at);
  }, [at]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {/* The editor's own layers stay among themselves, and the ring lies over them. */}
      <div className="relative min-h-0 flex-1 after:pointer-events-none after:absolute after:inset-0 focus-within:after:border-2 focus-within:after:border-focus">
        <div ref={box} className="isolate h-full" />
      </div>
      <div
        id={noteId}
        className="flex min-h-[30px] shrink-0 flex-wrap items-center gap-x-3 border-line border-t bg-sub px-4 py-1 text-small"
      >
        {mistake ? (
          <>
            <span role="alert" className="inline-flex min-w-0 items-center gap-1.5 text-critical">
              <OctagonAlert aria-hidden size={13} strokeWidth={2} />
              <span>
                Line {formatCount(mistake.line)}, column {formatCount(mistake.column)}: {mistake.message}
              </span>
            </span>
            <Button
              size="sm"
              look="quiet"
              onClick={() => {
                if (editor.current) goTo(editor.current, mistake.at);
              }}
            >
              Go there
            </Button>
          </>
        ) : (
          <span className="inline-flex items-center gap-1.5 text-fg-2">
            <CircleCheck aria-hidden size={13} strokeWidth={2} className="text-ok" />
            Valid JSON
          </span>
        )}
        <span className="flex-1" />
        <span className="inline-flex items-center gap-1 text-fg-3">
          <Kbd>Tab</Kbd> indents, <Kbd>Esc</Kbd> then <Kbd>Tab</Kbd> leaves
        </span>
      </div>
    </div>
  );
}
