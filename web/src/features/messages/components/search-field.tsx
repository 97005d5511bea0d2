import { TextSearch, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useCommands } from "@/commands/registry";
import { useGrid } from "@/shared/grid/grid-context";
import { cx } from "@/shared/lib/cx";
import type { Search } from "../lib/question";
import { budgetWords, placesWords } from "../lib/words";
import { SearchOptions } from "./search-options";

interface Props {
  search: Search;
  onSearch: (search: Search) => void;
  wide?: boolean;
}

/** Searches in the messages themselves, which have to be read for it: so it begins with Enter, and says how far it goes. */
export function SearchField({ search, onSearch, wide = false }: Props) {
  const { focusRows } = useGrid();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(search.text);
  const [shown, setShown] = useState(search.text);
  if (shown !== search.text) {
    setShown(search.text);
    setTyped(search.text);
  }
  useCommands([
    {
      id: "messages.search",
      title: "Search in messages",
      words: "find text payload headers regexp",
      group: "This page",
      keys: "s",
      icon: TextSearch,
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
  ]);
  const clear = () => {
    setTyped("");
    if (search.text !== "") onSearch({ ...search, text: "" });
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onSearch({ ...search, text: typed });
    else if (event.key === "Escape" && typed !== "") clear();
    else if (event.key === "Escape" || event.key === "ArrowDown") {
      input.current?.blur();
      focusRows();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = `Search ${placesWords(search.places)}`;
  const waits = typed !== search.text && typed !== "";
  return (
    <search
      className={cx(
        "flex h-control basis-0 items-center gap-[7px] rounded-2 border border-line-strong bg-main pr-1 pl-2",
        "has-[input:focus]:border-transparent has-[input:focus]:outline-2 has-[input:focus]:outline-focus has-[input:focus]:-outline-offset-1",
        wide ? "w-full min-w-0 grow max-sm:h-10" : "min-w-[190px] max-w-[420px] grow-[50]",
      )}
    >
      <TextSearch aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      <input
        ref={input}
        type="text"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        className={cx("h-full min-w-0 flex-1 bg-transparent outline-none", typed !== "" && "mono")}
      />
      {waits ? <span className="shrink-0 text-fg-3 text-small">↵ searches</span> : null}
      {typed !== "" ? (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={clear}
          className="inline-flex size-5 shrink-0 items-center justify-center rounded-1 text-fg-3 hover:bg-press hover:text-fg max-sm:size-9"
        >
          <X aria-hidden size={13} strokeWidth={2} />
        </button>
      ) : null}
      <SearchOptions search={search} onSearch={(next) => onSearch({ ...next, text: search.text })}>
        {search.mode === "regexp" ? "RE2, " : ""}up to {budgetWords(search.budget)}
      </SearchOptions>
    </search>
  );
}
