import { Check } from "@/shared/ui/check";
import { Field as FieldFrame, TextInput } from "@/shared/ui/field";
import { type Field, isLongChoice, lockedBecause } from "./catalogue";
import { useEditor } from "./editor-context";
import { FieldHead, FieldNote, Why, WireName } from "./field-label";
import { effective } from "./fields";
import { isArray, isObject } from "./json";
import { JsonOnly } from "./json-only";
import { ObjectList } from "./object-list";
import { getAt, type Path, pathText } from "./path";
import { Removable } from "./removable";
import { TextControl } from "./text-control";
import { valueWords } from "./words";

/** Fields side by side where they are short, and over the whole width where they are not. */
export function FieldGrid({ fields, above = [] }: { fields: readonly Field[]; above?: Path }) {
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-4 max-sm:grid-cols-1">
      {fields.map((field) => (
        <div key={field.name} className={isShort(field) ? "min-w-0" : "col-span-full min-w-0"}>
          <FieldControl field={field} path={[...above, field.name]} />
        </div>
      ))}
    </div>
  );
}

const shortKinds = new Set(["choice", "count", "bytes", "duration", "time"]);

function isShort({ kind }: Field): boolean {
  return kind.is === "text" ? !kind.long && !kind.wide : shortKinds.has(kind.is) && !isLongChoice(kind);
}

interface Props {
  field: Field;
  path: Path;
}

/** One field of a document: its label, its control, and what it means or what is wrong with it. */
function FieldControl({ field, path }: Props) {
  const { document, server, editing } = useEditor();
  const { kind, change } = field;
  const [value, base] = [getAt(document.value, path), getAt(document.base, path)];
  const why = lockedBecause(field, server, base, editing);
  if (kind.is === "flag" && (value === undefined || typeof value === "boolean"))
    return <Flag field={field} path={path} why={why} />;
  if (why && change?.when === "remove" && base !== undefined) return <Removable field={field} path={path} why={why} />;
  if (why) return <Locked field={field} path={path} why={why} />;
  if (kind.is === "object" && (value === undefined || isObject(value)))
    return <ObjectFields field={field} path={path} fields={kind.fields} />;
  if (kind.is === "objects" && (value === undefined || (isArray(value) && value.every(isObject))))
    return (
      <ObjectList field={field} path={path} item={kind.item}>
        {(above) => <FieldGrid fields={kind.fields} above={above} />}
      </ObjectList>
    );
  if (document.field(field, path).text === undefined) return <JsonOnly field={field} path={path} />;
  return <TextControl field={field} path={path} />;
}

function Flag({ field, path, why }: Props & { why: string | undefined }) {
  const { document, problemAt } = useEditor();
  const error = problemAt(path);
  const there = getAt(document.base, path) !== undefined || field.absent === true;
  // Off is what a flag says that is not there, so one that was not there goes again.
  const change = (on: boolean) => document.set(path, on || there ? on : undefined);
  return (
    <div data-path={pathText(path)} className="flex flex-col gap-1">
      <Check
        label={field.label}
        checked={effective(field, getAt(document.value, path)) === true}
        onChange={change}
        readOnly={why !== undefined}
        explain={
          <>
            <WireName path={path} />
            <span className="block text-small">
              {field.meaning} {why ? <Why>{why}</Why> : null}
            </span>
          </>
        }
      />
      {error ? <FieldNote error={error}>{null}</FieldNote> : null}
    </div>
  );
}

/** What cannot be changed: it can be read, reached and copied, and says why. */
function Locked({ field, path, why }: Props & { why: string }) {
  const { document, problemAt } = useEditor();
  // Why it stays as it is matters more than how it could be.
  const hint = field.change ? null : `${field.meaning} `;
  return (
    <FieldFrame
      label={field.label}
      aside={<WireName path={path} />}
      error={problemAt(path)}
      hint={
        <>
          {hint}
          <Why>{why}</Why>
        </>
      }
    >
      <TextInput readOnly data-path={pathText(path)} value={valueWords(field, getAt(document.value, path))} />
    </FieldFrame>
  );
}

function ObjectFields({ field, path, fields }: Props & { fields: readonly Field[] }) {
  const { problemAt } = useEditor();
  return (
    <fieldset data-path={pathText(path)} className="min-w-0">
      <legend className="mb-1">
        <FieldHead label={field.label} path={path} />
      </legend>
      <FieldNote error={problemAt(path)}>{field.meaning}</FieldNote>
      <div className="mt-2.5 border-line border-l-2 pl-4">
        <FieldGrid fields={fields} above={path} />
      </div>
    </fieldset>
  );
}
