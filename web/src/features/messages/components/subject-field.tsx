import { ListFilter, X } from "lucide-react";
import { useId, useRef } from "react";
import { useCommands } from "@/commands/registry";
import { singleKeys } from "@/commands/use-shortcuts";
import { useGrid } from "@/shared/grid/grid-context";
import { cx } from "@/shared/lib/cx";
import { Kbd } from "@/shared/ui/kbd";
import { useSubjectTyping } from "../lib/use-subject-typing";
import { SubjectChoices } from "./subject-choices";

interface Props {
  stream: string;
  /** As the address has it. */
  subject: string;
  onSubject: (subject: string) => void;
}

const label = "Filter by subject";

/**
 * Which subjects are shown, wildcards included. It offers those the stream has, and takes what was typed with Enter or when
 * it is left: a subject that is half typed matches nothing.
 */
export function SubjectField({ stream, subject, onSubject }: Props) {
  const { narrow, focusRows } = useGrid();
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const single = singleKeys.use() === "on";
  const leave = () => {
    input.current?.blur(); // which takes what was typed
    focusRows();
  };
  const { typed, problem, choices, chosen, more, ...typing } = useSubjectTyping({ stream, subject, onSubject, leave });
  useCommands([
    {
      id: "messages.subject",
      title: label,
      group: "This page",
      keys: "/",
      icon: ListFilter,
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
  ]);
  return (
    <search
      className={cx(
        "relative flex h-control min-w-0 items-center gap-[7px] rounded-2 border bg-main pr-1.5 pl-2",
        problem ? "border-critical" : "border-line-strong",
        "has-[input:focus]:border-transparent has-[input:focus]:outline-2 has-[input:focus]:outline-focus has-[input:focus]:-outline-offset-1",
        narrow ? "flex-1" : "w-[200px] min-w-[132px] shrink",
      )}
    >
      <ListFilter aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={choices.length > 0}
        aria-controls={list}
        aria-activedescendant={chosen < 0 ? undefined : `${list}-${chosen}`}
        aria-invalid={problem !== undefined || undefined}
        placeholder={narrow ? label : "Subject, or orders.>"}
        value={typed}
        onFocus={typing.open}
        onBlur={() => typing.take(typed)}
        onChange={(event) => typing.show(event.target.value)}
        onKeyDown={typing.onKeyDown}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        className={cx("h-full min-w-0 flex-1 bg-transparent outline-none", typed !== "" && "mono")}
      />
      {typed !== "" ? (
        <button
          type="button"
          aria-label="Clear the subject filter"
          onPointerDown={(event) => event.preventDefault()} // leaving the field would take what is typed
          onClick={() => {
            typing.take("");
            input.current?.focus();
          }}
          className="inline-flex size-5 shrink-0 items-center justify-center rounded-1 text-fg-3 hover:bg-press hover:text-fg max-sm:size-9"
        >
          <X aria-hidden size={13} strokeWidth={2} />
        </button>
      ) : single && !narrow ? (
        <Kbd>/</Kbd>
      ) : null}
      <SubjectChoices
        id={list}
        choices={choices}
        chosen={chosen}
        problem={problem}
        more={more}
        onChoose={typing.take}
      />
    </search>
  );
}
