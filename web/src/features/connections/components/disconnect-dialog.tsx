import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useNavigate } from "@tanstack/react-router";
import { problemText } from "@/api/problem-text";
import type { Stats } from "@/api/types";
import { plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useDisconnect } from "../api/disconnect";

interface Props {
  stats: Stats;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks before a connection goes, and names what goes with it. */
export function DisconnectDialog({ stats, open, onOpenChange }: Props) {
  const disconnect = useDisconnect(stats.connection_id);
  const navigate = useNavigate();
  const leave = () => {
    toast({ title: `${stats.name} is disconnected`, detail: "Its credentials are deleted." });
    void navigate({ to: "/" });
  };
  const problem = disconnect.error ? problemText("It is still connected", disconnect.error) : undefined;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Disconnect ${stats.name}`}
      actions={
        <>
          <Button
            look="destroy"
            size="form"
            busy={disconnect.isPending}
            onClick={() => disconnect.mutate(undefined, { onSuccess: leave })}
          >
            Disconnect
          </Button>
          <AlertDialog.Close
            render={
              <Button look="quiet" size="form">
                Keep it
              </Button>
            }
          />
        </>
      }
    >
      <ul className="flex flex-col gap-1">
        <li>The link to {stats.urls.join(", ")} is closed, in every tab of this browser.</li>
        {stats.leases > 0 ? (
          <li>
            {plural(stats.leases, "request or live stream", "requests and live streams")} on it{" "}
            {stats.leases === 1 ? "ends" : "end"}.
          </li>
        ) : null}
        <li>The stored credentials are deleted. To come back you enter them again.</li>
        <li>Nothing on the NATS server changes.</li>
      </ul>
      {problem ? (
        <p role="alert" className="mt-2 text-critical">
          {problem.title}. {problem.detail}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
