import { Ellipsis, Lock, Trash2 } from "lucide-react";
import { useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useCli } from "@/connection/use-cli";
import { useReadOnly } from "@/connection/use-read-only";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { IconButton } from "@/shared/ui/icon-button";
import { Menu, MenuItem } from "@/shared/ui/menu";
import { toast } from "@/shared/ui/toast";
import { useDeleteObjectBucket, useSealBucket } from "../api/changes";

interface Props {
  bucket: string;
  onDeleted: () => void;
}

/** What can be done with a bucket as a whole. */
export function BucketMenu({ bucket, onDeleted }: Props) {
  const [step, setStep] = useState<"seal" | "delete">();
  const locked = useReadOnly();
  const close = () => setStep(undefined);
  return (
    <>
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label={`More for ${bucket}`} />}>
        <MenuItem icon={Lock} locked={locked} onClick={() => setStep("seal")}>
          Seal the bucket…
        </MenuItem>
        <MenuItem icon={Trash2} locked={locked} onClick={() => setStep("delete")}>
          Delete the bucket…
        </MenuItem>
      </Menu>
      {step === "seal" ? <Seal bucket={bucket} onClose={close} /> : null}
      {step === "delete" ? <Delete bucket={bucket} onClose={close} onDeleted={onDeleted} /> : null}
    </>
  );
}

function Seal({ bucket, onClose }: { bucket: string; onClose: () => void }) {
  const seal = useSealBucket();
  return (
    <Step
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
    </Step>
  );
}

function Delete({ bucket, onClose, onDeleted }: Props & { onClose: () => void }) {
  const remove = useDeleteObjectBucket();
  return (
    <Step
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
    </Step>
  );
}

interface StepProps {
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

function Step({ bucket, title, action, verb, change, done, onDone, onClose, children }: StepProps) {
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
