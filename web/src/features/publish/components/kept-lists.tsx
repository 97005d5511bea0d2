import { X } from "lucide-react";
import { visibleText } from "@/shared/grid/visible-text";
import { formatMoment } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { Section } from "@/shared/ui/section";
import { Subject } from "@/shared/ui/subject";
import type { Draft } from "../lib/draft";
import { forget, forgetAll, type Kept, removeTemplate, useHistory, useTemplates } from "../lib/kept";

interface Props {
  onTake: (draft: Draft) => void;
}

/** What has a name, and what was published: taken into the form by a press, and sent by none. */
export function KeptLists({ onTake }: Props) {
  const templates = useTemplates();
  const history = useHistory();
  return (
    <>
      {templates.length > 0 ? (
        <Section title="Templates" note="in this browser only">
          <KeptList kept={templates} onTake={onTake} onRemove={removeTemplate} />
        </Section>
      ) : null}
      <Section
        title="Published before"
        note="in this browser only"
        aside={
          history.length > 0 ? (
            <Button look="quiet" size="sm" onClick={forgetAll}>
              Forget all
            </Button>
          ) : null
        }
      >
        {history.length > 0 ? (
          <KeptList kept={history} onTake={onTake} onRemove={forget} />
        ) : (
          <p className="text-fg-3 text-small">The last 20 messages stand here, to be taken up again.</p>
        )}
      </Section>
    </>
  );
}

interface ListProps {
  kept: readonly Kept[];
  onTake: (draft: Draft) => void;
  onRemove: (one: Kept) => void;
}

function KeptList({ kept, onTake, onRemove }: ListProps) {
  return (
    <ul className="-mx-2 flex flex-col">
      {kept.map((one) => {
        const { draft, name, at } = one;
        const words = name ?? draft.subject;
        return (
          <li key={`${at} ${words}`} className="flex items-center gap-1 rounded-2 hover:bg-hover">
            <button
              type="button"
              onClick={() => onTake(draft)}
              className="flex min-h-9 min-w-0 flex-1 flex-col justify-center rounded-2 px-2 py-1 text-left max-sm:min-h-11"
            >
              <bdi className="truncate-line max-w-full">
                {name ? visibleText(name) : <Subject name={visibleText(draft.subject)} />}
              </bdi>
              <span className="mono truncate-line max-w-full text-fg-3 text-small">{summaryOf(one)}</span>
            </button>
            <IconButton
              size="sm"
              iconSize={13}
              icon={X}
              label={name ? `Delete the template ${words}` : `Forget ${words}`}
              onClick={() => onRemove(one)}
            />
          </li>
        );
      })}
    </ul>
  );
}

function summaryOf({ draft, name, at }: Kept): string {
  const payload = visibleText(draft.payload.slice(0, 80).replaceAll(/\s+/g, " ")) || "empty";
  return `${name ? draft.subject : formatMoment(new Date(at), new Date())} · ${payload}`;
}
