import { CircleCheck, CircleDashed, OctagonAlert } from "lucide-react";
import { lazy, Suspense, useId, useMemo, useRef } from "react";
import { type JsonMistake, parseJson, printJson } from "@/shared/document/json";
import { formatBytes, formatCount, quantityText } from "@/shared/lib/format";
import { ViewSwitch } from "@/shared/payload/view-switch";
import { Button } from "@/shared/ui/button";
import { Kbd } from "@/shared/ui/kbd";
import { Skeleton } from "@/shared/ui/skeleton";
import { hasVariables } from "./templates";

// CodeMirror is half as large as all that a page begins with: the form stands before it.
const PayloadEditor = lazy(async () => ({ default: (await import("./payload-editor")).PayloadEditor }));

export type PayloadEncoding = "utf8" | "base64";

interface Props {
  text: string;
  encoding: PayloadEncoding;
  onText: (text: string) => void;
  onEncoding: (encoding: PayloadEncoding) => void;
  /** What it is called here. */
  label?: string;
  /** What is said of it while it is empty. */
  empty?: string;
}

/** What a message carries: text, which is checked and laid out when it means to be JSON, or bytes as Base64. */
export function PayloadField({
  text,
  encoding,
  onText,
  onEncoding,
  label = "Payload",
  empty = "Empty, which a message may be",
}: Props) {
  const noteId = useId();
  const go = useRef<(at: number) => void>(undefined);
  const state = useMemo(() => stateOf(text, encoding), [text, encoding]);
  const mistake = state.kind === "no json" ? state.mistake : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-end gap-2">
        <span className="flex-1 font-medium text-small">{label}</span>
        <ViewSwitch<PayloadEncoding>
          label={`${label} as`}
          value={encoding}
          onChange={onEncoding}
          options={[
            { value: "utf8", label: "Text" },
            { value: "base64", label: "Base64" },
          ]}
        />
      </div>
      <div className="rounded-2 border border-edge">
        <div className="h-56 resize-y overflow-hidden rounded-t-[5px]">
          <Suspense fallback={<Skeleton label="Loading the editor" widths={[30, 62, 48, 55]} />}>
            <PayloadEditor
              label={label}
              text={text}
              noteId={noteId}
              mistake={mistake?.at}
              onChange={onText}
              onReady={(next) => {
                go.current = next;
              }}
            />
          </Suspense>
        </div>
        <div
          id={noteId}
          className="flex min-h-[30px] flex-wrap items-center gap-x-3 rounded-b-[5px] border-line border-t bg-sub px-2.5 py-1 text-small"
        >
          <Note state={text === "" ? { kind: "plain", words: empty } : state} />
          {mistake ? (
            <Button size="sm" look="quiet" onClick={() => go.current?.(mistake.at)}>
              Go there
            </Button>
          ) : null}
          {state.kind === "json" && state.laidOut !== text ? (
            <Button size="sm" look="quiet" onClick={() => onText(state.laidOut)}>
              Format
            </Button>
          ) : null}
          <span className="flex-1" />
          <span className="inline-flex items-center gap-1 text-fg-3 max-sm:hidden">
            <Kbd>Esc</Kbd> then <Kbd>Tab</Kbd> leaves
          </span>
        </div>
      </div>
    </div>
  );
}

type State =
  | { kind: "plain"; words: string }
  | { kind: "json"; laidOut: string }
  | { kind: "no json"; mistake: JsonMistake }
  | { kind: "no base64" };

/** Longer texts are taken as they are: laying them out would hold up what is typed. */
const mostChecked = 1_000_000;

function stateOf(text: string, encoding: PayloadEncoding): State {
  if (encoding === "base64") {
    const size = base64Size(text);
    return size === undefined ? { kind: "no base64" } : { kind: "plain", words: sizeWords(size) };
  }
  const meansJson = /^\s*[{[]/.test(text) && text.length <= mostChecked && !hasVariables(text);
  if (!meansJson) return { kind: "plain", words: sizeWords(new TextEncoder().encode(text).length) };
  const { value, mistake } = parseJson(text);
  return mistake ? { kind: "no json", mistake } : { kind: "json", laidOut: printJson(value) };
}

const sizeWords = (bytes: number) => quantityText(formatBytes(bytes));

/** How many bytes a Base64 text stands for; undefined when it is none. */
export function base64Size(text: string): number | undefined {
  try {
    return atob(text).length;
  } catch {
    return undefined;
  }
}

function Note({ state }: { state: State }) {
  switch (state.kind) {
    case "no base64":
      return (
        <span role="alert" className="inline-flex min-w-0 items-center gap-1.5 text-critical">
          <OctagonAlert aria-hidden size={13} strokeWidth={2} />
          This is not Base64.
        </span>
      );
    case "no json":
      return (
        <span role="status" className="inline-flex min-w-0 items-center gap-1.5 text-warn">
          <OctagonAlert aria-hidden size={13} strokeWidth={2} className="shrink-0" />
          <span>
            Not JSON: line {formatCount(state.mistake.line)}, column {formatCount(state.mistake.column)}.{" "}
            {state.mistake.message}
          </span>
        </span>
      );
    case "json":
      return (
        <span className="inline-flex items-center gap-1.5 text-fg-2">
          <CircleCheck aria-hidden size={13} strokeWidth={2} className="text-ok" />
          Valid JSON
        </span>
      );
    case "plain":
      return (
        <span className="inline-flex items-center gap-1.5 text-fg-2">
          <CircleDashed aria-hidden size={13} strokeWidth={2} className="text-fg-3" />
          {state.words}
        </span>
      );
  }
}
