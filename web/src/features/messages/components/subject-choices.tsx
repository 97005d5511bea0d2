import { visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { formatCompact } from "@/shared/lib/format";
import { floatLook } from "@/shared/ui/float";
import { Subject } from "@/shared/ui/subject";
import type { Suggestion } from "../lib/subject-filter";

interface Props {
  id: string;
  choices: readonly Suggestion[];
  /** The place of the one that the keyboard is at; -1 for none. */
  chosen: number;
  problem: string | undefined;
  /** The stream has more subjects than were looked at. */
  more: boolean;
  onChoose: (subject: string) => void;
}

/** Under the field: what is wrong with what was typed, and what may have been meant. */
export function SubjectChoices({ id, choices, chosen, problem, more, onChoose }: Props) {
  const shown = choices.length > 0 || problem !== undefined;
  return (
    <div
      className={cx(
        floatLook,
        "absolute top-full -left-px z-20 mt-1 w-[340px] max-w-[calc(100vw-24px)] p-1",
        !shown && "hidden",
      )}
    >
      {problem ? (
        <p role="alert" className="px-2 py-1 text-critical text-small">
          {problem}
        </p>
      ) : null}
      <div id={id} role="listbox" aria-label="Subjects of the stream" className="max-h-72 overflow-y-auto">
        {choices.map(({ subject, messages }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus.
          <div
            key={subject}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            // Pressed, it must not take the focus from the field, which would take what is typed there.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(subject)}
            className="flex min-h-7 cursor-default items-center gap-3 rounded-2 px-2 hover:bg-hover aria-selected:bg-press max-sm:min-h-11"
          >
            <bdi className="truncate-line flex-1">
              <Subject name={visibleText(subject)} />
            </bdi>
            <span className="shrink-0 text-fg-3 text-small">
              {messages === undefined ? "all below" : formatCompact(messages)}
            </span>
          </div>
        ))}
      </div>
      {more && choices.length > 0 ? (
        <p className="px-2 pt-1 pb-0.5 text-fg-3 text-small">The busiest ones; type on for others.</p>
      ) : null}
    </div>
  );
}
