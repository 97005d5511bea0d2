import { GitMerge } from "lucide-react";
import { useMemo, useState } from "react";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { ScrollRegion } from "@/shared/ui/scroll-region";
import { Segmented } from "@/shared/ui/segmented";
import type { Catalogue } from "./catalogue";
import { labelOf } from "./changes";
import { fieldAt } from "./fields";
import { type Json, type JsonObject, printJson, printLine } from "./json";
import { type Difference, differences, merged } from "./merge";
import type { Path } from "./path";
import { valueWords } from "./words";

interface Props {
  catalogue: Catalogue;
  /** What it is about: "ORDERS". */
  name: string;
  /** The document that both began with, one's own, and the one that is there now. */
  base: JsonObject;
  mine: JsonObject;
  theirs: JsonObject;
  /** Goes on with a document that holds both. */
  onMerge: (text: string) => void;
  /** Gives up what was typed. */
  onTakeTheirs: () => void;
}

/** Somebody else changed it meanwhile: what they changed, what oneself did, and who is to be right where both did. */
export function MergeView({ catalogue, name, base, mine, theirs, onMerge, onTakeTheirs }: Props) {
  const found = useMemo(() => differences(catalogue, base, mine, theirs), [catalogue, base, mine, theirs]);
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (key: string, whose: "mine" | "theirs") => {
    const next = new Set(takeTheirs);
    if (whose === "theirs") next.add(key);
    else next.delete(key);
    setTakeTheirs(next);
  };
  const groups = [
    { title: "Both of you changed", rows: found.filter(({ by }) => by === "both") },
    { title: "They changed", rows: found.filter(({ by }) => by === "theirs" || by === "both alike") },
    { title: "You changed", rows: found.filter(({ by }) => by === "mine") },
  ].filter(({ rows }) => rows.length > 0);
  const conflicts = found.filter(({ by }) => by === "both").length;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Notice tone="warn" icon={GitMerge} title={`${name} was changed since you opened it.`}>
        Nothing of yours was saved, and nothing of it is lost.{" "}
        {conflicts > 0 ? `${plural(conflicts, "field")} both of you changed: choose.` : "The two changes fit together."}
      </Notice>
      <ScrollRegion label="The two changes" className="flex-1">
        {groups.map(({ title, rows }) => (
          <section key={title} aria-label={title} className="max-w-[960px] px-4 py-3">
            <h2 className="mb-1 font-semibold text-small">{title}</h2>
            <ul>
              {rows.map((row) => (
                <Row
                  key={row.key}
                  catalogue={catalogue}
                  row={row}
                  whose={takeTheirs.has(row.key) ? "theirs" : "mine"}
                  onChoose={(whose) => choose(row.key, whose)}
                />
              ))}
            </ul>
          </section>
        ))}
      </ScrollRegion>
      <div className="flex min-h-[52px] shrink-0 flex-wrap items-center gap-2 border-line border-t px-4 py-2.5 max-sm:*:flex-1">
        <Button look="ink" size="form" onClick={() => onMerge(printJson(merged(theirs, found, takeTheirs)))}>
          Go on with both
        </Button>
        <Button look="quiet" size="form" onClick={onTakeTheirs}>
          Take theirs, drop mine
        </Button>
      </div>
    </div>
  );
}

interface RowProps {
  catalogue: Catalogue;
  row: Difference;
  whose: "mine" | "theirs";
  onChoose: (whose: "mine" | "theirs") => void;
}

function Row({ catalogue, row, whose, onChoose }: RowProps) {
  const { key, path, base, mine, theirs, by } = row;
  const words = (value: Json | undefined) => wordsAt(catalogue, path, value);
  const label = labelOf(catalogue, path);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line-faint border-b py-2 last:border-b-0">
      <div className="min-w-[220px] flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{label}</span>
          <span className="mono break-all text-fg-3">{key}</span>
        </p>
        <dl className="mt-0.5 grid grid-cols-[56px_minmax(0,1fr)] gap-x-2 break-words text-small leading-[18px]">
          <dt className="text-fg-3">Before</dt>
          <dd className="text-fg-3">{words(base)}</dd>
          {by !== "mine" ? (
            <>
              <dt className="text-fg-3">Theirs</dt>
              <dd>{words(theirs)}</dd>
            </>
          ) : null}
          {by === "mine" || by === "both" ? (
            <>
              <dt className="text-fg-3">Yours</dt>
              <dd>{words(mine)}</dd>
            </>
          ) : null}
        </dl>
      </div>
      {by === "both" ? (
        <Segmented
          label={`Whose ${label.toLowerCase()}`}
          value={whose}
          onChange={onChoose}
          options={[
            { value: "mine", label: "Keep mine" },
            { value: "theirs", label: "Take theirs" },
          ]}
        />
      ) : null}
    </li>
  );
}

function wordsAt(catalogue: Catalogue, path: Path, value: Json | undefined) {
  const field = fieldAt(catalogue, path);
  // A name in a map has no field of its own.
  const own = field !== undefined && field.name === path.at(-1);
  const words = own ? valueWords(field, value) : value === undefined ? "not set" : printLine(value);
  return <Parts parts={visibleText(words)} />;
}
