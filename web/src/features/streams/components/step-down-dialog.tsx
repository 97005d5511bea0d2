import { AlertDialog } from "@base-ui/react/alert-dialog";
import { problemText } from "@/api/problem-text";
import { Button } from "@/shared/ui/button";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { useStepDown } from "../api/step-down";

interface Props {
  stream: string;
  leader: string;
  onClose: () => void;
}

/** Asks before a leader gives way: nothing is lost, but for a moment nobody answers. */
export function StepDownDialog({ stream, leader, onClose }: Props) {
  const stepDown = useStepDown(stream);
  const done = ({ leader: next }: { leader?: string }) => {
    toast({ title: next ? `${next} leads ${stream} now` : `${stream} has not chosen a leader yet` });
    onClose();
  };
  const problem = stepDown.error ? problemText("The leader stays", stepDown.error) : undefined;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Step down as leader of ${stream}`}
      actions={
        <>
          <Button
            look="ink"
            size="form"
            busy={stepDown.isPending}
            onClick={() => stepDown.mutate(undefined, { onSuccess: done })}
          >
            Step down
          </Button>
          <AlertDialog.Close
            render={
              <Button look="quiet" size="form">
                Cancel
              </Button>
            }
          />
        </>
      }
    >
      <ul className="flex flex-col gap-1">
        <li>
          <bdi className="mono">{leader}</bdi> gives way, and the replicas choose another leader.
        </li>
        <li>Until they have, publishers and consumers of the stream wait: usually less than a second.</li>
        <li>No message is lost.</li>
      </ul>
      {problem ? (
        <p role="alert" className="mt-2 text-critical">
          {problem.title}. {problem.detail}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
