import type { ReactNode } from "react";
import { ActionButton } from "@/shared/ui/action-button";
import { ProblemView } from "@/shared/ui/problem";
import { labelOf } from "./changes";
import { type PlaceProblem, useEditor } from "./editor-context";
import { type Path, pathText } from "./path";
import type { Refusal } from "./refusal";

interface Props {
  action: string;
  disabled: boolean;
  saving: boolean;
  locked: string | undefined;
  refusal: Refusal | undefined;
  outcome: ReactNode;
  onReveal: (path: Path) => void;
  aside: ReactNode;
}

/** The foot of an editor: what stands in the way, and the button that goes on. */
export function EditorFoot({ action, disabled, saving, locked, refusal, outcome, onReveal, aside }: Props) {
  const { document, problems } = useEditor();
  const unread = document.unread.map(({ path, problem }) => ({ path, message: problem }));
  const places = [...unread, ...problems];
  return (
    <div className="flex max-h-[50%] shrink-0 flex-col overflow-y-auto border-line border-t">
      {!saving && (outcome || refusal) ? (
        <div className="max-w-[760px] px-4 pt-3">
          {outcome ?? (refusal ? <ProblemView problem={refusal.problem} /> : null)}
        </div>
      ) : null}
      {places.length > 0 ? <Places places={places} onReveal={onReveal} /> : null}
      <div className="flex min-h-[52px] flex-wrap items-center gap-2 px-4 py-2.5 max-sm:*:flex-1">
        <ActionButton type="submit" look="ink" size="form" busy={saving} disabled={disabled} locked={locked}>
          {action}
        </ActionButton>
        {aside}
      </div>
    </div>
  );
}

/** What is wrong, each with the way to it. */
function Places({ places, onReveal }: { places: readonly PlaceProblem[]; onReveal: (path: Path) => void }) {
  const { catalogue } = useEditor();
  return (
    <ul aria-label="To be mended" className="flex flex-col gap-0.5 px-4 pt-2.5">
      {places.map(({ path, message }) => (
        <li key={`${pathText(path)} ${message}`} className="flex flex-wrap items-baseline gap-x-2">
          <button
            type="button"
            onClick={() => onReveal(path)}
            className="rounded-1 font-medium text-accent underline-offset-2 hover:underline"
          >
            {labelOf(catalogue, path)}
          </button>
          <span className="min-w-0 break-words text-fg-2">{message}</span>
        </li>
      ))}
    </ul>
  );
}
