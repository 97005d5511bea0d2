import type { ReactNode } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import type { Reading } from "@/connection/use-reading";
import { StreamTabs } from "@/features/streams/components/stream-tabs";

interface Props {
  stream: string;
  /** The tab, for the title of the window; the overview is the stream itself. */
  tab?: string;
  /** What the tab was read from. */
  readings?: readonly Reading<unknown>[];
  actions?: ReactNode;
  inspector?: ReactNode;
  children: ReactNode;
}

/** What every tab of a stream stands in: the way here, the tabs, and what is to be said when there is no such stream. */
export function StreamPage({ stream, tab, readings = [], actions, inspector, children }: Props) {
  const { id } = useConnection();
  return (
    <Page
      crumbs={[
        { label: "Streams", link: { to: "/c/$connectionId/streams", params: { connectionId: id } } },
        { label: stream, typed: true },
      ]}
      tab={tab}
      readings={readings}
      actions={actions}
      inspector={inspector}
    >
      <StreamTabs stream={stream} />
      {children}
    </Page>
  );
}
