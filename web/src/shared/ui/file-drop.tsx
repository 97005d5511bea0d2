import { FileKey2, type LucideIcon, X } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { cx } from "@/shared/lib/cx";
import { Button } from "./button";
import { IconButton } from "./icon-button";

export interface DroppedFile {
  /** The file's name, or undefined when its text was pasted. */
  name?: string;
  text: string;
}

interface Props {
  /** Names the group: "Credentials file". */
  label: string;
  /** Completes "Drop or paste …" and names the paste field. */
  what: string;
  accept?: string;
  icon?: LucideIcon;
  value: DroppedFile | undefined;
  onChange: (value: DroppedFile | undefined) => void;
  /** What the content says about itself, under its name. */
  summary?: ReactNode;
  error?: string | undefined;
  hint?: ReactNode;
  /** Takes a paste that goes to no field on the page, when its text is what is wanted. */
  takesPaste?: (text: string) => boolean;
  /** One of several in a column. */
  slim?: boolean;
  /** What is larger is something else, dropped by mistake. Credentials and certificates are a few kB. */
  mostBytes?: number;
  /** So that a form can bring the person to what is wrong. */
  ref?: Ref<{ focus: () => void }>;
}

/** Takes a file by drop, choice or paste. It is read in the browser, and only its text is kept. */
export function FileDrop({
  label,
  what,
  accept,
  icon: Icon = FileKey2,
  value,
  onChange,
  summary,
  error,
  hint,
  takesPaste,
  slim = false,
  mostBytes = 256 * 1024,
  ref,
}: Props) {
  const input = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const [pasting, setPasting] = useState(false);
  const [refused, setRefused] = useState<string>();
  const noteId = useId();

  const focus = () => root.current?.querySelector<HTMLElement>("button")?.focus();
  useImperativeHandle(ref, () => ({ focus }));

  const take = (file: DroppedFile) => {
    setPasting(false);
    setRefused(undefined);
    onChange(file);
    // The control that was used is gone; stay where it stood.
    requestAnimationFrame(focus);
  };
  const read = async (file: File) => {
    if (file.size > mostBytes) {
      setRefused(`${file.name} is too large to be ${what}.`);
      return;
    }
    take({ name: file.name, text: await file.text() });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    const text = event.dataTransfer.getData("text/plain");
    if (file) void read(file);
    else if (text) take({ text });
  };
  const paste = (event: ClipboardEvent) => {
    const file = event.clipboardData.files[0];
    const text = event.clipboardData.getData("text/plain");
    if (!file && !text.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    if (file) void read(file);
    else take({ text });
  };

  useEffect(() => {
    if (!takesPaste) return;
    const listen = (event: globalThis.ClipboardEvent) => {
      if (event.defaultPrevented || isField(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!takesPaste(text)) return;
      event.preventDefault();
      onChange({ text });
    };
    document.addEventListener("paste", listen);
    return () => document.removeEventListener("paste", listen);
  }, [takesPaste, onChange]);

  const wrong = error ?? refused;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5" aria-describedby={noteId}>
      <legend className="sr-only">{label}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the drop target doubles the buttons inside it. */}
      <div
        ref={root}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        onPaste={paste}
        className={cx(
          "flex items-center gap-3 rounded-2 border border-dashed pr-2 pl-3.5 transition-colors duration-(--fast)",
          slim ? "min-h-10 py-1.5" : "min-h-14 py-2.5",
          over ? "border-accent bg-accent-tint" : wrong ? "border-critical" : "border-edge",
        )}
      >
        <Icon aria-hidden size={slim ? 16 : 18} strokeWidth={1.5} className="text-accent" />
        {value ? (
          <>
            <div className="min-w-0 flex-1">
              <p className="mono truncate-line font-medium leading-5">{value.name ?? "pasted text"}</p>
              {summary ? <p className="text-fg-2 text-small">{summary}</p> : null}
            </div>
            <Button size="sm" onClick={() => input.current?.click()}>
              Replace
            </Button>
            <IconButton
              size="sm"
              iconSize={14}
              icon={X}
              label={`Remove ${label.toLowerCase()}`}
              onClick={() => {
                onChange(undefined);
                requestAnimationFrame(focus);
              }}
            />
          </>
        ) : pasting ? (
          <>
            <textarea
              // The person asked for it with the button that stood here.
              // biome-ignore lint/a11y/noAutofocus: focus would otherwise be lost with that button.
              autoFocus
              aria-label={`Text of ${what}`}
              placeholder="Paste its text"
              rows={3}
              autoComplete="off"
              spellCheck={false}
              className="mono min-w-0 flex-1 resize-none rounded-1 bg-transparent text-fg"
              onKeyDown={(event) => {
                if (event.key === "Escape") setPasting(false);
              }}
              onBlur={(event) => {
                if (event.target.value.trim()) take({ text: event.target.value });
              }}
            />
            <Button size="sm" look="quiet" onClick={() => setPasting(false)}>
              Cancel
            </Button>
          </>
        ) : (
          <>
            <span className="min-w-0 flex-1 text-fg-2 text-small">Drop or paste {what}</span>
            <Button size="sm" look="quiet" onClick={() => setPasting(true)}>
              Paste
            </Button>
            <Button size="sm" onClick={() => input.current?.click()}>
              Choose
            </Button>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          {...(accept ? { accept } : {})}
          aria-label={label}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) void read(file);
          }}
        />
      </div>
      <div id={noteId} className="flex flex-col gap-1.5">
        {wrong ? (
          <p role="alert" className="text-critical text-small">
            {wrong}
          </p>
        ) : null}
        {hint ? <p className="text-fg-3 text-small">{hint}</p> : null}
      </div>
    </fieldset>
  );
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;
}
