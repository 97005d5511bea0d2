import type { ReactNode } from "react";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { cx } from "@/shared/lib/cx";
import { ScrollRegion } from "@/shared/ui/scroll-region";
import { Subject } from "@/shared/ui/subject";
import type { Catalogue, Field } from "./catalogue";
import { hiddenMembers } from "./codec";
import { effective, unknownNames } from "./fields";
import { isArray, isObject, type Json, type JsonObject, printLine } from "./json";
import { isUsual, unknownWords, valueWords } from "./words";

interface Props {
  catalogue: Catalogue;
  value: JsonObject;
}

/** A document to be read: every field in its group, with those set apart that are not as they go without saying. */
export function ConfigurationView({ catalogue, value }: Props) {
  const unknown = unknownNames(catalogue, value);
  return (
    <ScrollRegion label="All fields" className="flex-1">
      <div className="grid grid-cols-2 max-lg:grid-cols-1">
        {catalogue.groups.map(({ id, title, fields }) => (
          <ViewGroup key={id} title={title}>
            {fields.map((field) => (
              <Row key={field.name} field={field} value={value.get(field.name)} />
            ))}
          </ViewGroup>
        ))}
        {unknown.length > 0 ? (
          <ViewGroup title={unknownWords(unknown.length)}>
            {unknown.map((name) => (
              <Line key={name} label={name} name={name} marked typed>
                <span className="mono break-all">{printLine(value.get(name) ?? null)}</span>
              </Line>
            ))}
          </ViewGroup>
        ) : null}
      </div>
    </ScrollRegion>
  );
}

function ViewGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 border-line border-b px-4 py-3 lg:odd:border-r">
      <h2 className="mb-2 font-semibold text-small">{title}</h2>
      <dl className="flex flex-col">{children}</dl>
    </section>
  );
}

function Row({ field, value }: { field: Field; value: Json | undefined }) {
  const usual = isUsual(field, value);
  const own = hiddenMembers(field, value);
  return (
    <Line label={field.label} name={field.name} hint={field.meaning} marked={!usual}>
      <Value field={field} value={value} />
      {own > 0 ? <span className="text-fg-3"> and {own} of the server’s own</span> : null}
    </Line>
  );
}

interface LineProps {
  label: string;
  name: string;
  hint?: string;
  /** It is not as it goes without saying. */
  marked: boolean;
  typed?: boolean;
  children: ReactNode;
}

function Line({ label, name, hint, marked, typed = false, children }: LineProps) {
  return (
    <div className="grid grid-cols-[minmax(0,200px)_minmax(0,1fr)] gap-x-3 border-line-faint border-b py-1 text-small leading-[18px] last:border-b-0 wide:grid-cols-[minmax(0,340px)_minmax(0,1fr)]">
      <dt className="grid min-w-0 wide:grid-cols-[150px_minmax(0,1fr)] wide:gap-x-2" title={hint}>
        <span className={cx("min-w-0 break-words", marked ? "text-fg" : "text-fg-3", typed && "mono")}>{label}</span>
        {typed ? null : <span className="mono truncate-line text-fg-3">{name}</span>}
      </dt>
      <dd className={cx("min-w-0 break-words", marked ? "font-medium text-fg" : "text-fg-3")}>
        {children}
        {marked ? <span className="sr-only"> (not the default)</span> : null}
      </dd>
    </div>
  );
}

function Value({ field, value }: { field: Field; value: Json | undefined }) {
  const { kind } = field;
  const meant = effective(field, value);
  if (kind.is === "subjects" && isArray(meant) && meant.every((item) => typeof item === "string"))
    return (
      <ul>
        {meant.map((subject) => (
          <li key={subject}>
            <Subject name={subject} />
          </li>
        ))}
      </ul>
    );
  if (kind.is === "map" && isObject(meant)) return <MapValue value={meant} hidden={kind.hidden} />;
  return <Parts parts={visibleText(valueWords(field, value))} />;
}

function MapValue({ value, hidden }: { value: JsonObject; hidden: string | undefined }) {
  const shown = Array.from(value).filter(([name]) => hidden === undefined || !name.startsWith(hidden));
  if (shown.length === 0) return "not set";
  return (
    <ul className="mono">
      {shown.map(([name, item]) => (
        <li key={name} className="break-all">
          <Parts parts={visibleText(name)} /> ={" "}
          <Parts parts={visibleText(typeof item === "string" ? item : printLine(item))} />
        </li>
      ))}
    </ul>
  );
}
