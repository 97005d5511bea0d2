import { formatCount } from "@/shared/lib/format";
import { toast } from "@/shared/ui/toast";
import { useEffects } from "../api/effects";
import { useDeleteBucket } from "../api/steps";
import { deleteHits } from "../lib/hits";
import { StepDialog } from "./step-dialog";

interface Props {
  bucket: string;
  onClose: () => void;
  /** It is gone. */
  onDone: () => void;
}

/** Deletes a bucket, with its keys and their revisions. */
export function DeleteBucketDialog({ bucket, onClose, onDone }: Props) {
  const stream = `KV_${bucket}`;
  const effects = useEffects(stream, { of: "delete" });
  const remove = useDeleteBucket(bucket);
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast({ title: `${bucket} is deleted` });
        onClose();
        onDone();
      },
    });
  return (
    <StepDialog
      stream={stream}
      bucket={bucket}
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      verb="Delete"
      unknown={`${bucket} may be deleted`}
      refused="was not deleted"
      effects={effects}
      hits={deleteHits}
      action={(known) =>
        known && known.messages > 0 ? `Delete it and ${formatCount(known.messages)} revisions` : "Delete"
      }
      mutation={remove}
      onConfirm={confirm}
      command={["kv", "del"]}
    >
      All its keys go, with every revision of them. The bucket is the stream <span className="mono">{stream}</span>: its
      messages are revisions of keys.
    </StepDialog>
  );
}
