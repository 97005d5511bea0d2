import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { Stats } from "@/api/types";
import { useOverlay } from "@/commands/overlay";
import { ConnectionProvider } from "@/connection/context";
import { describeState } from "@/connection/describe-state";
import { UnreachableNotice } from "@/features/server/components/unreachable-notice";
import { clock } from "@/shared/lib/time";
import { useNarrow } from "@/shared/lib/use-media";
import { EnvironmentBand } from "../environment-band";
import { SkipLink } from "../skip-link";
import { ShellDock } from "./live-parts";
import { Rail } from "./rail";
import { useConnectionFinders } from "./use-finders";
import { useShellCommands } from "./use-shell-commands";

const PagesDrawer = lazy(async () => ({ default: (await import("./pages-drawer")).PagesDrawer }));

const DisconnectDialog = lazy(async () => ({
  default: (await import("@/features/connections/components/disconnect-dialog")).DisconnectDialog,
}));

/** What every page of a connection stands in: band, rail and dock. The page brings its own head. */
export function Shell({ stats, readAt }: { stats: Stats; readAt: number }) {
  const time = clock.use();
  const narrow = useNarrow();
  return (
    <ConnectionProvider value={{ id: stats.connection_id, stats, readAt }}>
      <Commands />
      <p role="status" className="sr-only">
        {stats.name}: {describeState(stats.state, stats.reason).word}
      </p>
      <div className="grid h-full grid-cols-[var(--rail)_minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] overflow-hidden max-md:grid-cols-1">
        <div className="col-span-full">
          <SkipLink />
          <EnvironmentBand environment={stats.environment} name={stats.name} readOnly={stats.read_only} />
          <UnreachableNotice />
        </div>
        {narrow ? null : (
          <div className="min-h-0 border-line border-r">
            <Rail />
          </div>
        )}
        <div className="grid min-h-0 min-w-0 grid-rows-[minmax(0,1fr)_auto]">
          {/* Every time on the page is written anew when another clock is chosen. */}
          <Outlet key={time} />
          <ShellDock />
        </div>
      </div>
      {narrow ? (
        <Suspense fallback={null}>
          <PagesDrawer />
        </Suspense>
      ) : null}
      <Disconnect stats={stats} />
    </ConnectionProvider>
  );
}

/** Apart, so that what the commands look at draws nothing else anew. */
function Commands() {
  useShellCommands();
  useConnectionFinders();
  return null;
}

/** Asked for by the palette; the button in the chip's popover asks there. */
function Disconnect({ stats }: { stats: Stats }) {
  const [open, setOpen] = useOverlay("disconnect");
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <DisconnectDialog stats={stats} open onOpenChange={setOpen} />
    </Suspense>
  );
}
