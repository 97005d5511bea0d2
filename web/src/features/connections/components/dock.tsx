import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { isGone } from "@/api/errors";
import type { Stats } from "@/api/types";
import { useCommands } from "@/commands/registry";
import { describeState } from "@/connection/describe-state";
import { statsQuery } from "@/connection/stats";
import { parseGoDuration } from "@/shared/lib/duration";
import { formatLatency } from "@/shared/lib/format";
import { oneOf, stored } from "@/shared/lib/stored";
import { EnvironmentMark } from "@/shared/ui/environment-mark";
import { IconButton } from "@/shared/ui/icon-button";
import { Quantity } from "@/shared/ui/quantity";
import { useWatched } from "../lib/watched";

const WatchPanel = lazy(async () => ({ default: (await import("./watch-panel")).WatchPanel }));

const unfolded = stored("dock", oneOf(["folded", "unfolded"]));

interface Props {
  /** More that goes on, before the connections that are watched. */
  tabs?: ReactNode;
  /** What is looked at of that, in place of the watched connections. */
  panel?: ReactNode;
}

/** The foot of the workbench: what goes on while one moves between pages. It is not there while nothing does. */
export function Dock({ tabs, panel }: Props) {
  const { watched } = useWatched();
  const open = unfolded.use() === "unfolded";
  const toggle = () => unfolded.set(open ? "folded" : "unfolded");
  useCommands(
    watched.length > 0
      ? [{ id: "dock", title: open ? "Fold the dock" : "Unfold the dock", group: "View", keys: "d", run: toggle }]
      : [],
  );
  if (watched.length === 0 && !tabs) return null;
  return (
    <section aria-label="Dock" className="min-w-0 border-line border-t bg-page">
      {panel ?? null}
      {open && !panel && watched.length > 0 ? (
        <Suspense fallback={<div className="h-[168px] border-line border-b" />}>
          <WatchPanel ids={watched} />
        </Suspense>
      ) : null}
      <div className="flex h-dock items-stretch max-sm:h-11">
        <div className="flex min-w-0 flex-1 overflow-x-auto">
          {tabs}
          {watched.length > 0 ? (
            <ul aria-label="Watched connections" className="flex">
              {watched.map((id) => (
                <Tab key={id} id={id} />
              ))}
            </ul>
          ) : null}
        </div>
        {watched.length > 0 ? (
          <span className="flex items-center px-2">
            <IconButton
              icon={open ? ChevronDown : ChevronUp}
              size="sm"
              label={open ? "Fold the dock" : "Unfold the dock"}
              onClick={toggle}
              aria-expanded={open}
            />
          </span>
        ) : null}
      </div>
    </section>
  );
}

function Tab({ id }: { id: string }) {
  const { toggle } = useWatched();
  const { data, error } = useQuery(statsQuery(id));
  const name = data?.name ?? "Connection";
  return (
    <li className="flex shrink-0 items-center gap-2 border-line border-r pr-1.5 pl-3 text-small">
      {data && !isGone(error) ? <TabState stats={data} /> : <span className="text-fg-3">{error ? "gone" : name}</span>}
      <IconButton icon={X} iconSize={12} size="sm" label={`Stop watching ${name}`} onClick={() => toggle(id)} />
    </li>
  );
}

function TabState({ stats }: { stats: Stats }) {
  const { icon: Icon, tone, word } = describeState(stats.state, stats.reason);
  const rtt = stats.is_connected && stats.rtt ? parseGoDuration(stats.rtt) : undefined;
  return (
    <>
      <EnvironmentMark environment={stats.environment} />
      <span className="font-medium">{stats.name}</span>
      {rtt === undefined ? (
        <span
          className={
            tone === "warn" ? "inline-flex items-center gap-1 text-warn" : "inline-flex items-center gap-1 text-fg-2"
          }
        >
          <Icon aria-hidden size={12} strokeWidth={2} />
          {word}
        </span>
      ) : (
        <span className="text-fg-2">
          <Quantity of={formatLatency(rtt)} />
        </span>
      )}
    </>
  );
}
