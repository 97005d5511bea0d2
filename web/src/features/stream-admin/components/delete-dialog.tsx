import { formatCount } from "@/shared/lib/format";
import { toast } from "@/shared/ui/toast";
import { useEffects } from "../api/effects";
import { useDeleteStream } from "../api/steps";
import { deleteHits } from "../lib/hits";
import { StepDialog, type StepProps } from "./step-dialog";

/** Deletes a stream, with its messages and its consumers. */
export function DeleteDialog({ stream, open, onOpenChange, onDone }: StepProps) {
  const effects = useEffects(stream, open ? { of: "delete" } : undefined);
  const remove = useDeleteStream(stream);
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast({ title: `${stream} is deleted` });
        onOpenChange(false);
        onDone?.();
      },
    });
  return (
    <StepDialog
      stream={stream}
      open={open}
      onOpenChange={onOpenChange}
      verb="Delete"
      unknown={`${stream} may be deleted`}
      refused="was not deleted"
      effects={effects}
      hits={deleteHits}
      action={(known) =>
        known && known.messages > 0 ? `Delete it and ${formatCount(known.messages)} messages` : "Delete"
      }
      mutation={remove}
      onConfirm={confirm}
      command={["stream", "rm"]}
    />
  );
}
