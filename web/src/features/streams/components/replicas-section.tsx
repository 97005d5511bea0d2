import { lazy, Suspense, useState } from "react";
import type { StreamDetail } from "@/api/types";
import { useReadOnly } from "@/connection/use-read-only";
import { plural } from "@/shared/lib/format";
import { ActionButton } from "@/shared/ui/action-button";
import { Section } from "@/shared/ui/section";
import { type Replica, replicasOf } from "../lib/replicas";
import { ReplicaList } from "./replica-list";

// Asked for seldom, and what asks is heavy.
const StepDownDialog = lazy(async () => ({ default: (await import("./step-down-dialog")).StepDownDialog }));
const RemovePeerDialog = lazy(async () => ({ default: (await import("./remove-peer-dialog")).RemovePeerDialog }));

/** Who keeps the stream, who leads, and what can be done about it. */
export function ReplicasSection({ detail }: { detail: StreamDetail }) {
  const { config, cluster } = detail;
  const [asking, setAsking] = useState<"leader" | Replica>();
  const locked = useReadOnly();
  const replicas = replicasOf(detail);
  const leader = replicas.find((one) => one.leader);
  const several = config.num_replicas > 1;
  const stop = () => setAsking(undefined);
  return (
    <Section
      title="Replicas"
      note={[plural(config.num_replicas, "copy", "copies"), cluster?.name && `in ${cluster.name}`, cluster?.raft_group]
        .filter(Boolean)
        .join(", ")}
      aside={
        several && leader ? (
          <span className="-my-1">
            <ActionButton size="sm" locked={locked} onClick={() => setAsking("leader")}>
              Step down…
            </ActionButton>
          </span>
        ) : null
      }
    >
      {replicas.length === 0 ? (
        <p className="text-fg-2 text-small">The server does not say where it is kept.</p>
      ) : (
        <ReplicaList
          replicas={replicas}
          action={
            several
              ? (replica) => (
                  <ActionButton
                    look="quiet"
                    size="sm"
                    locked={locked ?? (replica.leader ? "A leader steps down first." : undefined)}
                    onClick={() => setAsking(replica)}
                    aria-label={`Remove ${replica.name}…`}
                  >
                    Remove…
                  </ActionButton>
                )
              : undefined
          }
        />
      )}
      <Suspense fallback={null}>
        {asking === "leader" && leader ? (
          <StepDownDialog stream={config.name} leader={leader.name} onClose={stop} />
        ) : null}
        {typeof asking === "object" ? (
          <RemovePeerDialog stream={config.name} replica={asking} copies={replicas.length} onClose={stop} />
        ) : null}
      </Suspense>
    </Section>
  );
}
