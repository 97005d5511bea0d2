import { type ComponentProps, useState } from "react";
import { useCommands } from "@/commands/registry";
import { cx } from "@/shared/lib/cx";
import { Popover } from "@/shared/ui/popover";
import type { From } from "../lib/question";
import { SequenceForm } from "./sequence-form";
import { TimeForm } from "./time-form";

interface Props {
  from: From;
  onFrom: (from: From) => void;
  /** The first and the last sequence in the stream, once they are known. */
  ends: { first: number; last: number } | undefined;
  /** It fills the width it is given. */
  wide?: boolean;
}

type Asking = "sequence" | "time" | undefined;

/** Where the list begins. Two of the places are asked for in a small form of their own. */
export function FromSwitch({ from, onFrom, ends, wide = false }: Props) {
  const [asking, setAsking] = useState<Asking>();
  const go = (next: From) => {
    setAsking(undefined);
    onFrom(next);
  };
  useCommands([
    place("first", "Messages from the beginning", "b", () => go({ kind: "first" })),
    place("last", "Messages from the end", "e", () => go({ kind: "last" })),
    place("sequence", "Go to a sequence", "n", () => setAsking("sequence")),
    place("time", "Go to a time", "t", () => setAsking("time")),
  ]);
  const choice = (kind: From["kind"], label: string) => ({ label, chosen: from.kind === kind, wide });
  const asks = (kind: "sequence" | "time") => ({
    align: "start" as const,
    className: "w-80 p-3.5",
    open: asking === kind,
    onOpenChange: (open: boolean) => setAsking(open ? kind : undefined),
  });
  return (
    <fieldset
      aria-label="Begin at"
      className={cx(
        "flex h-control rounded-2 border border-line-strong bg-main",
        wide ? "w-full max-sm:h-10" : "shrink-0",
      )}
    >
      <Choice {...choice("first", "Beginning")} onClick={() => go({ kind: "first" })} />
      <Choice {...choice("last", "End")} onClick={() => go({ kind: "last" })} />
      <Popover {...asks("sequence")} label="Go to a sequence" trigger={<Choice {...choice("sequence", "Sequence")} />}>
        <SequenceForm
          now={from.kind === "sequence" ? from.sequence : undefined}
          ends={ends}
          onGo={(sequence) => go({ kind: "sequence", sequence })}
        />
      </Popover>
      <Popover {...asks("time")} label="Go to a time" trigger={<Choice {...choice("time", "Time")} />}>
        <TimeForm now={from.kind === "time" ? from.at : undefined} onGo={(at) => go({ kind: "time", at })} />
      </Popover>
    </fieldset>
  );
}

function place(id: string, title: string, keys: string, run: () => void) {
  return { id: `messages.${id}`, title, group: "This page" as const, keys, run };
}

interface ChoiceProps extends Omit<ComponentProps<"button">, "className" | "children"> {
  label: string;
  chosen: boolean;
  wide: boolean;
}

function Choice({ label, chosen, wide, ...rest }: ChoiceProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-pressed={chosen}
      className={cx(
        "inline-flex h-full items-center justify-center border-line border-l px-2.5 text-fg-2 whitespace-nowrap transition-colors duration-(--fast) first:rounded-l-[4px] first:border-l-0 last:rounded-r-[4px] hover:bg-hover data-popup-open:bg-hover aria-pressed:bg-press aria-pressed:font-medium aria-pressed:text-fg",
        wide && "flex-1 px-1",
      )}
    >
      <span data-label={label} className="steady-weight">
        {label}
      </span>
    </button>
  );
}
