import { Eye, EyeOff, Lock, RefreshCw, Timer, X } from "lucide-react";
import { useState } from "react";
import { problemText } from "@/api/problem-text";
import { ChangeList } from "@/connection/change-list";
import { useConnection } from "@/connection/context";
import { useKeepAlive } from "@/connection/keepalive";
import { useReconnect } from "@/connection/reconnect";
import { Button } from "@/shared/ui/button";
import { EnvironmentMark } from "@/shared/ui/environment-mark";
import { IconButton } from "@/shared/ui/icon-button";
import { useWatched } from "../lib/watched";
import { ConnectionFacts } from "./connection-facts";
import { DisconnectDialog } from "./disconnect-dialog";
import { IdleSection } from "./idle-section";
import { OtherConnections } from "./other-connections";

/** All about the managed connection itself, what can be done with it, and the others of this session. */
export function ConnectionPopover({ onClose }: { onClose: () => void }) {
  const { stats } = useConnection();
  return (
    <>
      <div className="sticky top-0 z-1 flex h-10 shrink-0 items-center gap-2 border-line border-b bg-raised pr-2 pl-4">
        <EnvironmentMark environment={stats.environment} />
        <h2 className="truncate-line font-semibold" title={stats.name}>
          {stats.name}
        </h2>
        {stats.read_only ? (
          <Lock role="img" aria-label="Read-only" size={12} strokeWidth={2} className="text-fg-3" />
        ) : null}
        <span className="flex-1" />
        <WatchButton id={stats.connection_id} />
        <IconButton icon={X} size="sm" label="Close" onClick={onClose} />
      </div>
      <IdleSection />
      <OtherConnections onClose={onClose} />
      <ConnectionFacts />
      <section aria-labelledby="changes-heading" className="px-4 py-3">
        <h3 id="changes-heading" className="mb-1.5 font-semibold text-small">
          Last changes
        </h3>
        <ChangeList changes={stats.changes.slice(0, 5)} />
      </section>
      <Actions />
    </>
  );
}

function WatchButton({ id }: { id: string }) {
  const { watched, toggle } = useWatched();
  const on = watched.includes(id);
  return (
    <IconButton
      icon={on ? EyeOff : Eye}
      size="sm"
      label={on ? "No longer watch in the dock" : "Watch in the dock"}
      onClick={() => toggle(id)}
    />
  );
}

function Actions() {
  const { id, stats } = useConnection();
  const keepAlive = useKeepAlive(id);
  const reconnect = useReconnect(id);
  const [asking, setAsking] = useState(false);
  const failure = keepAlive.error ?? reconnect.error;
  const problem = failure ? problemText("That did not work", failure) : undefined;
  return (
    <>
      {problem ? (
        <p role="alert" className="px-4 pt-3 text-critical text-small">
          {problem.detail} {problem.hint}
        </p>
      ) : null}
      <div className="sticky bottom-0 flex shrink-0 items-center gap-1.5 border-line border-t bg-sub px-4 py-2.5">
        <Button icon={Timer} busy={keepAlive.isPending} onClick={() => keepAlive.mutate()}>
          {stats.state === "parked" ? "Wake" : "Keep alive"}
        </Button>
        <Button icon={RefreshCw} busy={reconnect.isPending} onClick={() => reconnect.mutate()}>
          Reconnect
        </Button>
        <span className="flex-1" />
        <Button look="danger" onClick={() => setAsking(true)}>
          Disconnect
        </Button>
      </div>
      <DisconnectDialog stats={stats} open={asking} onOpenChange={setAsking} />
    </>
  );
}
