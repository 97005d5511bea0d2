import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useCli } from "@/connection/use-cli";
import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { toast } from "@/shared/ui/toast";
import { useSealBucket } from "../api/changes";

interface Props {
  bucket: string;
  onClose: () => void;
}

/** Makes a bucket one in which nothing changes any more. */
export function SealBucket({ bucket, onClose }: Props) {
  const seal = useSealBucket();
  const cli = useCli();
  const failed = seal.isPending ? null : seal.error;
  return (
    <ConfirmByName
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Seal ${bucket}`}
      name={bucket}
      kind="bucket"
      preview={{ state: "ready", hits: [] }}
      action="Seal"
      busy={seal.isPending}
      refusal={
        failed
          ? problemText(isOutcomeUnknown(failed) ? `${bucket} may be sealed` : `${bucket} was not sealed`, failed)
          : undefined
      }
      onConfirm={() =>
        seal.mutate(bucket, {
          onSuccess: () => {
            toast({ title: `${bucket} is sealed` });
            onClose();
          },
        })
      }
      aside={
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "The same", command: cli.named(["object", "seal"], [bucket]) }]}
        />
      }
    >
      <p>
        Nothing in it changes any more, for ever: no upload, no deletion, no expiry. The bucket itself can still be
        deleted.
      </p>
    </ConfirmByName>
  );
}
