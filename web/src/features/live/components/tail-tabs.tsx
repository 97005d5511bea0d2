import { Link } from "@tanstack/react-router";
import { Activity, Layers, Plus, X } from "lucide-react";
import { live } from "@/live/client";
import type { Tail } from "@/live/tail";
import { useTail } from "@/live/use-live";
import { nameOf } from "@/live/wanted";
import { visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { buttonLook } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { Subject } from "@/shared/ui/subject";
import { StateWord } from "./state-word";

interface Props {
  tails: readonly Tail[];
  shown: Tail | undefined;
}

/** All that is followed on this connection, side by side. */
export function TailTabs({ tails, shown }: Props) {
  return (
    <nav
      aria-label="Followed"
      className="flex h-9 shrink-0 items-stretch overflow-x-auto border-line border-b bg-sub max-md:h-11"
    >
      <ul className="flex">
        {tails.map((tail) => (
          <li key={tail.id} className="flex">
            <Tab tail={tail} here={tail === shown} />
          </li>
        ))}
      </ul>
      <span className="flex items-center px-2">
        <Link
          from="/c/$connectionId/live"
          to="."
          search={{ view: "new" }}
          className={buttonLook("quiet", "sm")}
          aria-current={shown ? undefined : "page"}
        >
          <Plus aria-hidden size={13} strokeWidth={2} />
          Follow another
        </Link>
      </span>
    </nav>
  );
}

function Tab({ tail, here }: { tail: Tail; here: boolean }) {
  useTail(tail);
  const Icon = "stream" in tail.wanted ? Layers : Activity;
  const name = visibleText(nameOf(tail.wanted), 80);
  return (
    <span
      className={cx(
        "flex items-center gap-1 border-line border-r pr-1",
        here && "bg-main shadow-[inset_0_-2px_0_var(--accent)]",
      )}
    >
      <Link
        from="/c/$connectionId/live"
        to="."
        search={{ tail: tail.id }}
        aria-current={here ? "page" : undefined}
        className="flex h-full min-w-0 items-center gap-2 pl-3 text-small -outline-offset-2"
      >
        <Icon
          aria-hidden
          size={13}
          strokeWidth={1.75}
          className={tail.state.is === "live" ? "text-accent" : "text-fg-3"}
        />
        <bdi className="max-w-[220px] truncate-line">
          {"stream" in tail.wanted ? <span className="mono">{name}</span> : <Subject name={name} />}
        </bdi>
        <span className="text-fg-3">
          <StateWord tail={tail} />
        </span>
      </Link>
      <IconButton icon={X} iconSize={12} size="sm" label={`Stop following ${name}`} onClick={() => live.drop(tail)} />
    </span>
  );
}
