import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useCli } from "@/connection/use-cli";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { toast } from "@/shared/ui/toast";
import { useDeleteObjectBucket, useSealBucket } from "../api/changes";

interface Props {
  step: "seal" | "delete";
  bucket: string;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before something goes for good. */
export function BucketStep({ step, ...rest }: Props) {
  return step === "seal" ? <Seal bucket={rest.bucket} onClose={rest.onClose} /> : <Delete {...rest} />;
}

function Seal({ bucket, onClose }: { bucket: string; onClose: () => void }) {
  const seal = useSealBucket();
  return (
    <Confirm
      bucket={bucket}
      title={`Seal ${bucket}`}
      action="Seal"
      verb="seal"
      change={seal}
      done={`${bucket} is sealed`}
      onClose={onClose}
    >
      Nothing in it changes any more, for ever: no upload, no deletion, no expiry. The bucket itself can still be
      deleted.
    </Confirm>
  );
}

function Delete({ bucket, onClose, onDeleted }: Omit<Props, "step">) {
  const remove = useDeleteObjectBucket();
  return (
    <Confirm
      bucket={bucket}
      title={`Delete ${bucket}`}
      action="Delete"
      verb="rm"
      change={remove}
      done={`${bucket} is deleted`}
      onDone={onDeleted}
      onClose={onClose}
    >
      The bucket goes with all its objects, for good.
    </Confirm>
  );
}

interface ConfirmProps {
  bucket: string;
  title: string;
  action: string;
  /** Of the nats CLI. */
  verb: string;
  change: ReturnType<typeof useDeleteObjectBucket> | ReturnType<typeof useSealBucket>;
  done: string;
  onDone?: () => void;
  onClose: () => void;
  children: string;
}

function Confirm({ bucket, title, action, verb, change, done, onDone, onClose, children }: ConfirmProps) {
  const cli = useCli();
  const failed = change.isPending ? null : change.error;
  return (
    <ConfirmByName
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      name={bucket}
      kind="bucket"
      preview={{ state: "ready", hits: [] }}
      action={action}
      busy={change.isPending}
      refusal={
        failed
          ? problemText(isOutcomeUnknown(failed) ? "Whether this was done is not known" : "This was not done", failed)
          : undefined
      }
      onConfirm={() =>
        change.mutate(bucket, {
          onSuccess: () => {
            toast({ title: done });
            onClose();
            onDone?.();
          },
        })
      }
      aside={
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "The same", command: cli.named(["object", verb], [bucket]) }]}
        />
      }
    >
      <p>{children}</p>
    </ConfirmByName>
  );
}
