import { Download, Eraser, ListFilter, Pause, Play, X } from "lucide-react";
import { useRef, useState } from "react";
import { useCommands } from "@/commands/registry";
import { live } from "@/live/client";
import type { Tail } from "@/live/tail";
import { useTail } from "@/live/use-live";
import { nameOf } from "@/live/wanted";
import { cx } from "@/shared/lib/cx";
import { Button } from "@/shared/ui/button";
import { Kbd } from "@/shared/ui/kbd";
import { ndjson } from "../lib/export";
import type { Found } from "../lib/filter";
import { saveText } from "../lib/save-text";
import { LimitMenu } from "./limit-menu";

interface Props {
  tail: Tail;
  filter: string;
  onFilter: (text: string) => void;
  problem: string | undefined;
  found: Found | undefined;
}

/** What can be done with a tail: stop it for a while, search in it, empty it, save it. */
export function TailToolbar({ tail, filter, onFilter, problem, found }: Props) {
  useTail(tail);
  const input = useRef<HTMLInputElement>(null);
  const [saving, setSaving] = useState(false);
  const pause = () => live.pause(tail, !tail.paused);
  const save = async () => {
    setSaving(true);
    const parts = await ndjson(tail.tape, found?.rows);
    saveText(parts, `${nameOf(tail.wanted).replace(/[^\w.-]+/g, "_")}.ndjson`);
    setSaving(false);
  };
  const over = tail.alive ? undefined : "It is over";
  const empty = tail.tape.kept === 0 ? "Nothing has come" : undefined;
  useCommands(
    [
      {
        id: "live.pause",
        title: tail.paused ? "Resume" : "Pause",
        keys: [" ", "p"],
        icon: tail.paused ? Play : Pause,
        run: pause,
        disabled: over,
      },
      { id: "live.clear", title: "Clear", keys: "c", icon: Eraser, run: () => live.clear(tail) },
      { id: "live.save", title: "Save as NDJSON", icon: Download, run: () => void save(), disabled: empty },
      {
        id: "live.filter",
        title: "Filter the messages",
        keys: "/",
        icon: ListFilter,
        run: () => {
          input.current?.focus();
          input.current?.select();
        },
      },
    ].map((command) => ({ ...command, group: "This page" as const })),
  );
  return (
    <div className="flex h-toolbar shrink-0 items-center gap-2 border-line border-b px-4 max-md:h-13 max-md:px-3">
      <Button icon={tail.paused ? Play : Pause} onClick={pause} disabled={over !== undefined}>
        {tail.paused ? "Resume" : "Pause"}
      </Button>
      <search
        className={cx(
          "flex h-control min-w-0 flex-1 items-center gap-[7px] rounded-2 border bg-main pr-1.5 pl-2",
          "has-[input:focus]:border-transparent has-[input:focus]:outline-2 has-[input:focus]:outline-focus has-[input:focus]:-outline-offset-1",
          problem ? "border-critical" : "border-line-strong",
        )}
      >
        <ListFilter aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-fg-3" />
        <input
          ref={input}
          type="text"
          aria-label="Show only messages that contain"
          aria-invalid={problem !== undefined || undefined}
          title={problem}
          placeholder="Show only messages that contain a text, or /an expression/"
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            if (filter === "") input.current?.blur();
            else onFilter("");
          }}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className={cx("h-full min-w-0 flex-1 bg-transparent outline-none", filter !== "" && "mono")}
        />
        {problem ? (
          <span role="status" className="truncate-line text-critical text-small">
            {problem}
          </span>
        ) : null}
        {filter !== "" ? (
          <button
            type="button"
            aria-label="Clear the filter"
            onClick={() => {
              onFilter("");
              input.current?.focus();
            }}
            className="inline-flex size-5 shrink-0 items-center justify-center rounded-1 text-fg-3 hover:bg-press hover:text-fg max-sm:size-9"
          >
            <X aria-hidden size={13} strokeWidth={2} />
          </button>
        ) : (
          <span className="max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        )}
      </search>
      <LimitMenu tail={tail} />
      <span className="flex gap-2 max-md:hidden">
        <Button icon={Eraser} onClick={() => live.clear(tail)}>
          Clear
        </Button>
        <Button icon={Download} busy={saving} disabled={empty !== undefined} onClick={() => void save()}>
          Save
        </Button>
      </span>
    </div>
  );
}
