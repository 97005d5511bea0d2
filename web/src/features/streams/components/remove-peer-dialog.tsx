import { hasCode } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { Button } from "@/shared/ui/button";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { toast } from "@/shared/ui/toast";
import { useRemovePeer } from "../api/remove-peer";
import type { Replica } from "../lib/replicas";

interface Props {
  stream: string;
  replica: Replica;
  /** How many servers keep the stream. */
  copies: number;
  onClose: () => void;
}

/** Asks before a server's copy of a stream goes. */
export function RemovePeerDialog({ stream, replica: { name, peer, word }, copies, onClose }: Props) {
  const remove = useRemovePeer(stream);
  const refusal = remove.error ? problemText(`${name} stays`, remove.error) : undefined;
  const unknown = hasCode(remove.error, "outcome_unknown");
  return (
    <ConfirmByName
      open
      onOpenChange={onClose}
      title={`Remove ${name} from ${stream}`}
      name={name}
      kind="server"
      action={`Remove ${name}`}
      busy={remove.isPending}
      refusal={unknown ? undefined : refusal}
      preview={{
        state: "ready",
        hits: [
          {
            tone: "warn",
            children: `The copy of ${stream} on ${name} goes${word === "Current" ? "" : `; it is ${word.toLowerCase()}`}.`,
          },
          { tone: "warn", children: `${copies - 1} of ${copies} copies stay until the cluster has made another.` },
          { tone: "ok", children: "No message is lost while a copy that is current stays." },
        ],
      }}
      onConfirm={() =>
        remove.mutate(peer, {
          onSuccess: () => {
            toast({
              title: `${name} keeps ${stream} no longer`,
              detail: "The cluster puts another server in its place.",
            });
            onClose();
          },
        })
      }
      outcome={
        unknown ? (
          <OutcomeUnknown
            title={`${name} may have been removed`}
            sentAt={new Date(remove.submittedAt)}
            requestId={refusal?.requestId}
            action={
              <Button look="ink" onClick={onClose}>
                Look at the replicas
              </Button>
            }
            onDismiss={onClose}
          />
        ) : undefined
      }
    />
  );
}
