import { ListFilter, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useCommands } from "@/commands/registry";
import { singleKeys } from "@/commands/use-shortcuts";
import { cx } from "@/shared/lib/cx";
import { Kbd } from "@/shared/ui/kbd";
import { useGrid } from "./grid-context";

/** How long nobody types until the server is asked, ms. */
const patience = 150;

interface Props {
  /** As the address has it. */
  value: string;
  onChange: (value: string) => void;
  /** What is searched: "Filter by name or subject". */
  label: string;
}

/** The filter of a list. `/` comes here from anywhere; Esc empties it, and leaves it when it is empty. */
export function FilterField({ value, onChange, label }: Props) {
  const { narrow, shortcuts, focusRows } = useGrid();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useTyped(value, onChange);
  const single = singleKeys.use() === "on";
  useCommands(
    shortcuts
      ? [
          {
            id: "grid.filter",
            title: label,
            group: "Table",
            keys: "/",
            icon: ListFilter,
            run: () => input.current?.select(),
          },
        ]
      : [],
  );
  const leave = () => {
    input.current?.blur(); // there may be no row to go to
    focusRows();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && text !== "") setText("", true);
    else if (event.key === "Escape" || event.key === "ArrowDown") leave();
    else if (event.key === "Enter") setText(text, true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search
      className={cx(
        "flex h-control min-w-0 items-center gap-[7px] rounded-2 border border-line-strong bg-main pr-1.5 pl-2",
        "has-[input:focus]:border-transparent has-[input:focus]:outline-2 has-[input:focus]:outline-focus has-[input:focus]:-outline-offset-1",
        narrow ? "flex-1" : "w-[220px] shrink",
      )}
    >
      <ListFilter aria-hidden size={14} strokeWidth={1.75} className="text-fg-3" />
      <input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        className={cx("h-full min-w-0 flex-1 bg-transparent outline-none", text !== "" && "mono")}
      />
      {text !== "" ? (
        <button
          type="button"
          aria-label="Clear the filter"
          onClick={() => {
            setText("", true);
            input.current?.focus();
          }}
          className="inline-flex size-5 shrink-0 items-center justify-center rounded-1 text-fg-3 hover:bg-press hover:text-fg max-sm:size-9"
        >
          <X aria-hidden size={13} strokeWidth={2} />
        </button>
      ) : shortcuts && single && !narrow ? (
        <Kbd>/</Kbd>
      ) : null}
    </search>
  );
}

/** What is typed shows at once and is passed on a little later; what comes from the address replaces it. */
function useTyped(value: string, onChange: (value: string) => void) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const sent = useRef(value);
  if (seen !== value) {
    setSeen(value);
    // Its own echo may come while the next letter is typed already.
    if (value !== sent.current) setText(value);
  }
  const type = (next: string, now = false) => {
    setText(next);
    clearTimeout(timer.current);
    const send = () => {
      sent.current = next;
      latest.current(next);
    };
    if (now) send();
    else timer.current = setTimeout(send, patience);
  };
  return [text, type] as const;
}
