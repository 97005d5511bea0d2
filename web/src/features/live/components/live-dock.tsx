import { Link } from "@tanstack/react-router";
import { Activity, Layers, Maximize2, X } from "lucide-react";
import { live } from "@/live/client";
import type { Tail } from "@/live/tail";
import { useTail, useTails } from "@/live/use-live";
import { nameOf } from "@/live/wanted";
import { visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { buttonLook } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { IconButton } from "@/shared/ui/icon-button";
import { Subject } from "@/shared/ui/subject";
import { StateWord } from "./state-word";
import { TailNotice } from "./tail-notice";
import { TailRows } from "./tail-rows";

interface Props {
  /** The id of the tail that is looked at in the dock. */
  shown: string | undefined;
  onShow: (id: string | undefined) => void;
}

/** What is followed in this tab, while other pages are open. */
export function DockTails({ shown, onShow }: Props) {
  const tails = useTails();
  if (tails.length === 0) return null;
  return (
    <ul aria-label="Followed" className="flex">
      {tails.map((tail) => (
        <Tab key={tail.id} tail={tail} here={tail.id === shown} onShow={onShow} />
      ))}
    </ul>
  );
}

function Tab({ tail, here, onShow }: { tail: Tail; here: boolean; onShow: Props["onShow"] }) {
  useTail(tail);
  const Icon = "stream" in tail.wanted ? Layers : Activity;
  const name = visibleText(nameOf(tail.wanted), 80);
  return (
    <li
      className={cx(
        "flex shrink-0 items-center gap-1 border-line border-r pr-1.5 text-small",
        here && "bg-main shadow-[inset_0_2px_0_var(--accent)]",
      )}
    >
      <button
        type="button"
        aria-pressed={here}
        onClick={() => onShow(here ? undefined : tail.id)}
        className="flex h-full items-center gap-2 pl-3 -outline-offset-2"
      >
        <Icon
          aria-hidden
          size={13}
          strokeWidth={1.75}
          className={tail.state.is === "live" ? "text-accent" : "text-fg-3"}
        />
        <bdi className="max-w-[200px] truncate-line">
          {"stream" in tail.wanted ? <span className="mono">{name}</span> : <Subject name={name} />}
        </bdi>
        <span className="text-fg-3">
          <StateWord tail={tail} />
        </span>
      </button>
      <IconButton icon={X} iconSize={12} size="sm" label={`Stop following ${name}`} onClick={() => live.drop(tail)} />
    </li>
  );
}

/** The messages of one of them, over the tabs. */
export function DockTail({ shown }: { shown: string }) {
  const tail = useTails().find(({ id }) => id === shown);
  if (!tail) return null;
  return (
    <section
      aria-label={`Live: ${nameOf(tail.wanted)}`}
      className="flex h-[208px] flex-col border-line border-b bg-main"
    >
      <TailNotice tail={tail} />
      <TailRows
        key={tail.id}
        tail={tail}
        found={undefined}
        open={undefined}
        aside
        action={
          <Link
            to="/c/$connectionId/live"
            params={{ connectionId: tail.connection }}
            search={{ tail: tail.id }}
            className={buttonLook("quiet", "sm")}
          >
            <Maximize2 aria-hidden size={12} strokeWidth={2} />
            Open
          </Link>
        }
        empty={
          <EmptyState icon={Activity} title="Nothing has come yet">
            Messages stand here as soon as they are published.
          </EmptyState>
        }
      />
    </section>
  );
}
