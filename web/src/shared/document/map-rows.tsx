import { Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/shared/ui/button";
import { TextInput } from "@/shared/ui/field";
import { IconButton } from "@/shared/ui/icon-button";
import { type Pairs, pairsOf } from "./codec";
import { FieldHead, FieldNote } from "./field-label";
import { type Path, pathText } from "./path";

interface Props {
  label: string;
  path: Path;
  /** The rows as their field keeps them: see Pairs. */
  text: string;
  onType: (text: string) => void;
  error: string | undefined;
  hint: string;
}

/** Names and values, a row each. */
export function MapRows({ label, path, text, onType, error, hint }: Props) {
  const rows = useRef<HTMLDivElement>(null);
  const noteId = useId();
  const pairs = pairsOf(text);
  const write = (next: Pairs) => onType(next.length === 0 ? "" : JSON.stringify(next));
  const replace = (at: number, pair: readonly [string, string]) =>
    write(pairs.map((old, index) => (index === at ? pair : old)));
  const focusRow = (index: number) =>
    requestAnimationFrame(() => {
      const inputs = rows.current?.querySelectorAll<HTMLElement>("[data-name]");
      (inputs?.[Math.min(index, inputs.length - 1)] ?? rows.current?.querySelector<HTMLElement>("button"))?.focus();
    });
  return (
    <fieldset data-path={pathText(path)} className="flex min-w-0 flex-col gap-1.5" aria-describedby={noteId}>
      <legend className="mb-1.5">
        <FieldHead label={label} path={path} />
      </legend>
      <div ref={rows} className="flex flex-col items-start gap-1.5">
        {pairs.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its name changes while it is typed.
          <div key={index} className="flex w-full items-center gap-1.5">
            <div className="min-w-0 flex-1">
              <TextInput
                mono
                data-name
                aria-label={`Name ${index + 1}`}
                placeholder="name"
                value={name}
                onChange={(event) => replace(index, [event.target.value, value])}
              />
            </div>
            <div className="min-w-0 flex-[2]">
              <TextInput
                mono
                aria-label={name === "" ? `Value ${index + 1}` : `Value of ${name}`}
                placeholder="value"
                value={value}
                onChange={(event) => replace(index, [name, event.target.value])}
              />
            </div>
            <IconButton
              icon={X}
              size="sm"
              label={name === "" ? `Remove row ${index + 1}` : `Remove ${name}`}
              onClick={() => {
                write(pairs.filter((_, other) => other !== index));
                focusRow(index);
              }}
            />
          </div>
        ))}
        <Button
          size="sm"
          icon={Plus}
          onClick={() => {
            write([...pairs, ["", ""]]);
            focusRow(pairs.length);
          }}
        >
          Add a row
        </Button>
      </div>
      <div id={noteId}>
        <FieldNote error={error}>{hint}</FieldNote>
      </div>
    </fieldset>
  );
}
