import { useState } from "react";
import type { Message } from "@/api/types";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { formatCount } from "@/shared/lib/format";
import { CopyButton } from "@/shared/ui/copy-button";
import { CopyText } from "@/shared/ui/copy-text";
import { headerLines } from "../lib/headers";

/** So many stand there without being asked for. */
const few = 12;

/** The headers with all of their values, in the order they came. */
export function MessageHeaders({ message }: { message: Message }) {
  const [all, setAll] = useState(false);
  const lines = Object.entries(message.headers ?? {}).flatMap(([name, values]) =>
    values.map((value, index) => ({ name, value, index })),
  );
  if (lines.length === 0) return null;
  const shown = all ? lines : lines.slice(0, few);
  return (
    <section aria-labelledby="headers-heading" className="border-line border-t px-4 pt-2.5 pb-2">
      <div className="mb-1 flex h-6 items-center gap-2">
        <h3 id="headers-heading" className="font-semibold text-small">
          Headers <span className="font-normal text-fg-3">{formatCount(lines.length)}</span>
        </h3>
        <span className="flex-1" />
        <CopyText label="Copy all" text={() => headerLines(message)} />
      </div>
      <dl className="grid grid-cols-[minmax(72px,max-content)_minmax(0,1fr)] gap-x-3 text-small leading-[20px]">
        {shown.map(({ name, value, index }) => (
          <Header key={`${name} ${index}`} name={name} value={value} />
        ))}
      </dl>
      {lines.length > shown.length ? (
        <button type="button" onClick={() => setAll(true)} className="mt-1 font-medium text-accent text-small">
          Show {formatCount(lines.length - shown.length)} more
        </button>
      ) : null}
    </section>
  );
}

/** Of a longer value the beginning is enough to know it by, characters. */
const long = 240;

function Header({ name, value }: { name: string; value: string }) {
  const [all, setAll] = useState(false);
  const shown = all || value.length <= long ? value : value.slice(0, long);
  return (
    <>
      <dt className="mono max-w-[170px] break-words text-fg-2">
        <Parts parts={visibleText(name, { tabs: true })} />
      </dt>
      <dd className="group flex min-w-0 items-start gap-1">
        <bdi className="mono min-w-0 break-all">
          {value === "" ? (
            <span className="text-fg-3">empty</span>
          ) : (
            <Parts parts={visibleText(shown, { tabs: true })} />
          )}
          {shown.length < value.length ? (
            <button type="button" onClick={() => setAll(true)} className="font-medium text-accent">
              … all {formatCount(value.length)} characters
            </button>
          ) : null}
        </bdi>
        <span className="opacity-0 focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
          <CopyButton text={value} label={`Copy ${name}`} />
        </span>
      </dd>
    </>
  );
}
