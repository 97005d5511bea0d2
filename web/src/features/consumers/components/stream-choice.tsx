import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { problemText } from "@/api/problem-text";
import { visibleText } from "@/shared/grid/visible-text";
import { formatCount } from "@/shared/lib/format";
import { useStreamNames } from "../api/stream-names";

interface Props {
  value?: string | undefined;
  /** What stands before the streams, when no stream is a choice too. */
  anyLabel?: string;
  onChoose: (stream: string | undefined) => void;
}

/** A stream out of however many there are: typing narrows them down on the server. */
export function StreamChoice({ value, anyLabel, onChoose }: Props) {
  const [typed, setTyped] = useState("");
  const { data, error } = useStreamNames(typed.trim());
  const input = useRef<HTMLInputElement>(null);
  // It comes later than what it stands in, which has taken the focus already.
  useEffect(() => input.current?.focus(), []);
  return (
    <Command label="Stream" shouldFilter={false} loop>
      <div className="flex h-10 items-center gap-2 border-line border-b px-3">
        <Search aria-hidden size={14} strokeWidth={1.75} className="text-fg-3" />
        <Command.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder="Find a stream"
          className="mono min-w-0 flex-1 bg-transparent outline-none"
        />
      </div>
      <Command.List className="max-h-72 overflow-y-auto p-1">
        {anyLabel && typed === "" ? (
          <Item value="" chosen={value === undefined} onChoose={() => onChoose(undefined)}>
            {anyLabel}
          </Item>
        ) : null}
        {data?.names.map((name) => (
          <Item key={name} value={`stream ${name}`} chosen={name === value} onChoose={() => onChoose(name)}>
            <bdi className="mono truncate-line" title={name}>
              {visibleText(name)}
            </bdi>
          </Item>
        ))}
      </Command.List>
      <p role="status" className="px-3 pb-2 text-fg-3 text-small empty:hidden">
        {error
          ? problemText("", error).detail
          : data && data.total > data.names.length
            ? `${formatCount(data.names.length)} of ${formatCount(data.total)}. Type more of the name.`
            : data?.total === 0
              ? "No stream is called so."
              : null}
      </p>
    </Command>
  );
}

interface ItemProps {
  value: string;
  chosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}

function Item({ value, chosen, onChoose, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onChoose}
      className="flex min-h-7 cursor-default items-center gap-2 rounded-2 px-2 py-1 data-[selected=true]:bg-accent-tint max-sm:min-h-11"
    >
      <span className="flex w-3.5 shrink-0 justify-center">
        {chosen ? <Check aria-hidden size={13} strokeWidth={2} className="text-accent" /> : null}
      </span>
      {children}
    </Command.Item>
  );
}
