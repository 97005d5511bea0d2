import { CircleEqual } from "lucide-react";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import type { FieldChange } from "./changes";
import { pathText } from "./path";

/** What changes, field by field, in the words of the form. */
export function ChangeList({ changes }: { changes: readonly FieldChange[] }) {
  if (changes.length === 0) {
    return (
      <p className="flex items-center gap-2 text-fg-2">
        <CircleEqual aria-hidden size={14} strokeWidth={1.75} className="text-fg-3" />
        Nothing changes.
      </p>
    );
  }
  return (
    <dl className="flex flex-col">
      {changes.map(({ path, label, before, after, field }) => (
        <div key={pathText(path)} className="border-line-faint border-b py-2 last:border-b-0">
          <dt className="flex flex-wrap items-baseline gap-x-2">
            <span className={field ? "font-medium" : "mono font-medium"}>{label}</span>
            {field ? <span className="mono break-all text-fg-3">{pathText(path)}</span> : null}
          </dt>
          <dd className="flex flex-wrap items-baseline gap-x-1.5 break-words">
            <Old words={before} />
            <span aria-hidden className="text-fg-3">
              →
            </span>
            <span className="sr-only">becomes</span>
            <span className="min-w-0 font-medium">
              <Parts parts={visibleText(after)} />
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Old({ words }: { words: string }) {
  return (
    <span className="min-w-0 text-fg-3">
      <Parts parts={visibleText(words)} />
    </span>
  );
}
