import type { ReactNode } from "react";
import { Field as FieldFrame, TextArea, TextInput } from "@/shared/ui/field";
import { RadioList } from "@/shared/ui/radio-list";
import { Segmented } from "@/shared/ui/segmented";
import { allowedOptions, type Field, isLongChoice } from "./catalogue";
import { hiddenMembers } from "./codec";
import { useEditor } from "./editor-context";
import { FieldHead, FieldNote, WireName } from "./field-label";
import { MapRows } from "./map-rows";
import { getAt, type Path, pathText } from "./path";
import { valueWords } from "./words";

interface Props {
  field: Field;
  path: Path;
}

/** A field whose value is typed or chosen. */
export function TextControl({ field, path }: Props) {
  const { document, problemAt } = useEditor();
  const { kind } = field;
  const { text = "", problem } = document.field(field, path);
  const error = problem ?? problemAt(path);
  const type = (next: string) => document.type(field, path, next);
  const frame = (control: ReactNode, hint = field.meaning) => (
    <FieldFrame label={field.label} aside={<WireName path={path} />} error={error} hint={hint}>
      {control}
    </FieldFrame>
  );
  const input = {
    "data-path": pathText(path),
    value: text,
    placeholder: placeholderOf(field),
    onChange: (event: { target: { value: string } }) => type(event.target.value),
    onBlur: () => document.settle(path),
  };
  switch (kind.is) {
    case "choice":
      return <Choice field={field} path={path} value={text} error={error} onType={type} />;
    case "map":
      return (
        <MapRows
          label={field.label}
          path={path}
          text={text}
          onType={type}
          error={error}
          hint={`${field.meaning}${ownWords(hiddenMembers(field, getAt(document.value, path)))}`}
        />
      );
    case "subjects":
    case "words":
      return frame(<TextArea mono {...input} />, `${field.meaning} One on a line.`);
    case "durations":
      return frame(<TextArea {...input} />, `${field.meaning} One on a line.`);
    case "text": {
      const Control = kind.long ? TextArea : TextInput;
      return frame(<Control mono={kind.mono ?? false} {...input} />);
    }
    default:
      return frame(<TextInput mono={kind.is === "time"} {...input} />);
  }
}

function placeholderOf(field: Field): string | undefined {
  const { kind } = field;
  if ("example" in kind && kind.example) return kind.example;
  const words = valueWords(field, undefined);
  return words === "not set" ? undefined : words;
}

function ownWords(count: number): string {
  if (count === 0) return "";
  return count === 1
    ? " One that is the server’s own is not shown."
    : ` ${count} that are the server’s own are not shown.`;
}

interface ChoiceProps extends Props {
  value: string;
  error: string | undefined;
  onType: (value: string) => void;
}

function Choice({ field, path, value, error, onType }: ChoiceProps) {
  const { document, server, editing } = useEditor();
  const { kind, absent, change } = field;
  if (kind.is !== "choice") return null;
  const options = allowedOptions(kind.options, field, server, getAt(document.base, path), editing);
  const chosen = value === "" && typeof absent === "string" ? absent : value;
  const long = isLongChoice(kind);
  const meaning = long ? field.meaning : (options.find(({ value: one }) => one === chosen)?.meaning ?? field.meaning);
  const rule = change?.when === "rule" && options.length < kind.options.length ? ` ${change.why}` : "";
  return (
    <div data-path={pathText(path)} className="flex min-w-0 flex-col items-start gap-1.5">
      <FieldHead label={field.label} path={path} />
      {long ? (
        <RadioList label={field.label} value={chosen} onChange={onType} options={options} />
      ) : (
        <Segmented label={field.label} value={chosen} onChange={onType} options={options} className="max-w-full" />
      )}
      <FieldNote error={error}>{`${meaning}${rule}`}</FieldNote>
    </div>
  );
}
