import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { hasCode } from "@/api/errors";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import type { Reading } from "@/connection/use-reading";
import { StreamActions } from "@/features/stream-admin/components/stream-actions";
import { useStream } from "@/features/streams/api/stream";
import { StreamNotFound } from "@/features/streams/components/stream-not-found";
import { StreamTabs } from "@/features/streams/components/stream-tabs";

interface Props {
  stream: string;
  /** The tab, for the title of the window; the overview is the stream itself. */
  tab?: string;
  /** What the tab was read from, besides the stream itself. */
  readings?: readonly Reading<unknown>[];
  /** The tab says itself how old it is, as the toolbar of a list does. */
  saysAge?: boolean;
  actions?: ReactNode;
  inspector?: ReactNode;
  children: ReactNode;
}

/** What every tab of a stream stands in: the way here, the tabs, and what is to be said when there is no such stream. */
export function StreamPage({ stream, tab, readings = [], saysAge, actions, inspector, children }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const reading = useStream(stream);
  const gone = hasCode(reading.error, "stream_not_found");
  return (
    <Page
      crumbs={[
        { label: "Streams", link: { to: "/c/$connectionId/streams", params: { connectionId: id } } },
        { label: stream, typed: true },
      ]}
      tab={tab}
      readings={gone ? [] : [reading, ...readings]}
      saysAge={saysAge}
      actions={
        gone ? null : (
          <>
            {actions}
            <StreamActions
              stream={stream}
              onDeleted={() => void navigate({ to: "/c/$connectionId/streams", params: { connectionId: id } })}
            />
          </>
        )
      }
      inspector={gone ? undefined : inspector}
    >
      {gone ? (
        <StreamNotFound stream={stream} was={reading.data !== undefined} />
      ) : (
        <>
          <StreamTabs stream={stream} detail={reading.data?.detail} />
          {children}
        </>
      )}
    </Page>
  );
}
