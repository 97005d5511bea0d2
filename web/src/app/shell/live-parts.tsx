import { useMatchRoute } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Dock } from "@/features/connections/components/dock";
import { useAnythingLive } from "@/live/presence";

// Nothing of the live channel is loaded before something is followed.
const LiveChip = lazy(async () => ({ default: (await import("@/features/live/components/live-chip")).LiveChip }));
const DockTails = lazy(async () => ({ default: (await import("@/features/live/components/live-dock")).DockTails }));
const DockTail = lazy(async () => ({ default: (await import("@/features/live/components/live-dock")).DockTail }));

/** In the head of a page, while anything is followed. */
export function LiveMeter() {
  if (!useAnythingLive()) return null;
  return (
    <Suspense fallback={null}>
      <LiveChip />
    </Suspense>
  );
}

/** The foot of the workbench: watched connections, and what is followed. The live page shows that itself. */
export function ShellDock() {
  const anything = useAnythingLive();
  const onLivePage = useMatchRoute()({ to: "/c/$connectionId/live" }) !== false;
  const [shown, setShown] = useState<string>();
  if (!anything || onLivePage) return <Dock />;
  return (
    <Dock
      tabs={
        <Suspense fallback={null}>
          <DockTails shown={shown} onShow={setShown} />
        </Suspense>
      }
      panel={
        shown === undefined ? undefined : (
          <Suspense fallback={<div className="h-[208px] border-line border-b" />}>
            <DockTail shown={shown} />
          </Suspense>
        )
      }
    />
  );
}
