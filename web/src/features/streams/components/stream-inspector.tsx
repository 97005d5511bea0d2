import { Link } from "@tanstack/react-router";
import { Maximize2 } from "lucide-react";
import type { ReactNode } from "react";
import { hasCode } from "@/api/errors";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import { plural } from "@/shared/lib/format";
import { Inspector } from "@/shared/ui/inspector";
import { InspectorSection } from "@/shared/ui/inspector-section";
import { Tip } from "@/shared/ui/tip";
import { useStream } from "../api/stream";
import { kindOf, limitsOf } from "../lib/detail";
import { kindLooks } from "../lib/kinds";
import { replicasOf } from "../lib/replicas";
import type { WatchedStream } from "../lib/watched";
import { LimitTable } from "./limit-table";
import { ReplicaList } from "./replica-list";
import { StreamFacts } from "./stream-facts";

interface Props {
  stream: string;
  onClose: () => void;
  /** Who reads it, after everything that the stream says of itself. */
  consumers: ReactNode;
  /** What can be done with it, at its foot. */
  actions: ReactNode;
}

/** The stream that is selected in the list: enough to decide whether to open it. */
export function StreamInspector({ stream, onClose, consumers, actions }: Props) {
  const { id } = useConnection();
  const reading = useStream(stream);
  const { data } = reading;
  return (
    <Inspector
      title={stream}
      icon={kindLooks[data ? kindOf(data.detail.config) : "stream"].icon}
      onClose={onClose}
      aside={
        <Tip text="Open the stream">
          <Link
            to="/c/$connectionId/streams/$stream"
            params={{ connectionId: id, stream }}
            aria-label={`Open ${stream}`}
            className="inline-flex size-6 items-center justify-center rounded-2 text-fg-2 hover:bg-press hover:text-fg max-sm:size-8"
          >
            <Maximize2 aria-hidden size={14} strokeWidth={1.75} />
          </Link>
        </Tip>
      }
      actions={data ? actions : undefined}
    >
      {hasCode(reading.error, "stream_not_found") ? (
        <p className="px-4 py-3 text-fg-2 text-small">There is no stream of this name any more.</p>
      ) : data ? (
        <>
          <About {...data} />
          {consumers}
        </>
      ) : (
        <Unread title={`${stream} could not be read`} readings={[reading]} />
      )}
    </Inspector>
  );
}

function About({ detail, at }: WatchedStream) {
  const { config, cluster } = detail;
  const replicas = replicasOf(detail);
  return (
    <>
      {config.description ? (
        <p className="whitespace-pre-line break-words border-line border-b px-4 py-3 text-fg-2 text-small">
          {config.description}
        </p>
      ) : null}
      <section aria-label="State" className="border-line border-b px-4 py-3">
        <StreamFacts detail={detail} at={at} />
      </section>
      <InspectorSection title="Limits">
        <LimitTable limits={limitsOf(detail, at)} narrow />
      </InspectorSection>
      <InspectorSection
        title="Replicas"
        note={cluster?.raft_group ? `group ${cluster.raft_group}` : plural(config.num_replicas, "copy", "copies")}
      >
        {replicas.length > 0 ? (
          <ReplicaList replicas={replicas} />
        ) : (
          <p className="text-fg-3 text-small">The server does not say where they are.</p>
        )}
      </InspectorSection>
    </>
  );
}
