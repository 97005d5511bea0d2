import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { formatCount } from "@/shared/lib/format";
import { IconButton } from "@/shared/ui/icon-button";
import { type Find, longestNeedle } from "./use-find";

interface Props {
  find: Find;
  /** A hex dump also takes bytes in hex. */
  hex: boolean;
  onClose: () => void;
}

/** A line to search in what is shown. Enter goes on, Shift Enter goes back, Esc closes it and nothing else. */
export function FindBar({ find, hex, onClose }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.shiftKey) find.previous();
    else if (event.key === "Enter") find.next();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="flex shrink-0 items-center gap-1 border-line-faint border-b pr-2.5 pb-2 pl-4 max-sm:gap-0 max-sm:pr-1 max-sm:[&_button]:size-11">
      <input
        ref={field}
        type="text"
        aria-label="Find in the payload"
        placeholder={hex ? "Find text or bytes, such as 1f 8b" : "Find"}
        value={find.text}
        maxLength={longestNeedle}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => find.setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="mono h-6 min-w-0 flex-1 rounded-2 border border-edge bg-main px-2 text-fg focus:border-transparent focus:outline-2 focus:-outline-offset-1 focus:outline-focus max-sm:h-11"
      />
      <span role="status" className="min-w-16 shrink-0 px-1 text-right text-fg-3 text-small">
        {countText(find)}
      </span>
      <IconButton size="sm" icon={ChevronUp} label="Previous match" onClick={find.previous} />
      <IconButton size="sm" icon={ChevronDown} label="Next match" onClick={find.next} />
      <IconButton size="sm" icon={X} label="Close find" onClick={onClose} />
    </search>
  );
}

function countText({ text, matches, current, searching }: Find): string {
  if (text === "" || searching) return "";
  if (current === undefined) return "Not found";
  return `${formatCount(current + 1)} of ${formatCount(matches.froms.length)}${matches.more ? "+" : ""}`;
}
