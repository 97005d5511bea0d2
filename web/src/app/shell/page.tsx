import { type ReactNode, useRef } from "react";
import { useUnreachableSince } from "@/api/reachability";
import { useConnection } from "@/connection/context";
import { needsCredentials } from "@/connection/describe-state";
import type { Reading } from "@/connection/use-reading";
import { useWake } from "@/connection/use-wake";
import { ConnectionState } from "@/features/connections/components/connection-state";
import { cx } from "@/shared/lib/cx";
import { useReadAgain } from "./freshness";
import { type Crumb, PageHead } from "./page-head";

interface Props {
  /** Where this is, the page itself last. */
  crumbs: readonly [Crumb, ...Crumb[]];
  /** The tab of the page, which stands in the title of the window. */
  tab?: string | undefined;
  /** What the page was read from: its age and the button that reads again stand in the head. */
  readings?: readonly Reading<unknown>[];
  /** The content says itself how old it is, as the toolbar of a list does. */
  saysAge?: boolean | undefined;
  actions?: ReactNode;
  /** Of what is selected in the page. */
  inspector?: ReactNode;
  children: ReactNode;
}

/** One page of a connection: its head, what is to be said about the link, the content, and the inspector beside it. */
export function Page({ crumbs, tab, readings = [], saysAge = false, actions, inspector, children }: Props) {
  const { stats } = useConnection();
  const region = useRef<HTMLDivElement>(null);
  const wake = useWake(region);
  useReadAgain(readings);
  const gone = useUnreachableSince() !== undefined;
  const stale = gone || readings.some((reading) => reading.stale !== undefined && reading.data !== undefined);
  const title = [...(tab ? [tab] : []), ...[...crumbs].reverse().map((crumb) => crumb.label)];
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <title>{[...title, stats.name, "HeyNATS"].join(" · ")}</title>
      <PageHead crumbs={crumbs} readings={saysAge ? [] : readings} actions={actions} />
      <div ref={region} className="relative grid min-h-0 min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] grid-rows-1">
        <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-col outline-none">
          <ConnectionState {...wake} readings={readings} />
          <div className={cx("flex min-h-0 flex-1 flex-col", stale && !needsCredentials(stats) && "stale")}>
            {children}
          </div>
        </main>
        {inspector}
      </div>
    </div>
  );
}
