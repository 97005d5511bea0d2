import { type StoreBucket, streamOf } from "@/connection/store-bucket";
import { formatCount } from "@/shared/lib/format";
import { toast } from "@/shared/ui/toast";
import { useEffects } from "../api/effects";
import { useDeleteBucket } from "../api/steps";
import { deleteHits } from "../lib/hits";
import { StepDialog } from "./step-dialog";

interface Props {
  bucket: StoreBucket;
  onClose: () => void;
  /** It is gone. */
  onDone: () => void;
}

/** Deletes a bucket, with all that is in it. */
export function DeleteBucketDialog({ bucket, onClose, onDone }: Props) {
  const { store, name } = bucket;
  const stream = streamOf(bucket);
  const messages = store === "kv" ? "revisions" : "messages";
  const effects = useEffects(stream, { of: "delete" });
  const remove = useDeleteBucket(bucket);
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast({ title: `${name} is deleted` });
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
      unknown={`${name} may be deleted`}
      refused="was not deleted"
      effects={effects}
      hits={deleteHits}
      action={(known) =>
        known && known.messages > 0 ? `Delete it and ${formatCount(known.messages)} ${messages}` : "Delete"
      }
      mutation={remove}
      onConfirm={confirm}
      command={store === "kv" ? ["kv", "del"] : ["object", "rm"]}
    >
      {store === "kv" ? "All its keys go, with every revision of them." : "All its objects go."} The bucket is the
      stream <span className="mono">{stream}</span>: its messages are{" "}
      {store === "kv" ? "revisions of keys" : "descriptions and chunks of objects"}.
    </StepDialog>
  );
}
