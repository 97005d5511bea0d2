import { useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { IconButton } from "@/shared/ui/icon-button";
import { LockedLink } from "@/shared/ui/locked-link";
import type { Step } from "./-object-bucket-menu";

const ObjectBucketMenu = lazy(async () => ({ default: (await import("./-object-bucket-menu")).ObjectBucketMenu }));
const CleanDialog = lazy(async () => ({
  default: (await import("@/features/objects/components/clean-dialog")).CleanDialog,
}));
const NewLinkDialog = lazy(async () => ({
  default: (await import("@/features/objects/components/new-link-dialog")).NewLinkDialog,
}));
const SealBucket = lazy(async () => ({
  default: (await import("@/features/objects/components/seal-bucket")).SealBucket,
}));
const DeleteBucketDialog = lazy(async () => ({
  default: (await import("@/features/stream-admin/components/delete-bucket-dialog")).DeleteBucketDialog,
}));

interface Props {
  bucket: string;
  /** The link that was made. */
  onLinked: (name: string) => void;
}

/** What can be done with a bucket for objects: edit it, and behind a menu what goes further. */
export function ObjectBucketActions({ bucket, onLinked }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const [wanted, setWanted] = useState(false);
  const [step, setStep] = useState<Step>();
  const close = () => setStep(undefined);
  const more = <IconButton icon={Ellipsis} label={`More for ${bucket}`} onClick={() => setWanted(true)} />;
  return (
    <>
      {narrow ? null : (
        <LockedLink locked={locked} to="/c/$connectionId/objects/$bucket/edit" params={{ connectionId: id, bucket }}>
          Edit
        </LockedLink>
      )}
      {wanted ? (
        <Suspense fallback={more}>
          <ObjectBucketMenu bucket={bucket} trigger={more} onStep={setStep} />
        </Suspense>
      ) : (
        more
      )}
      <Suspense fallback={null}>
        {step === "link" ? <NewLinkDialog bucket={bucket} onClose={close} onMade={onLinked} /> : null}
        {step === "clean" ? <CleanDialog bucket={bucket} onClose={close} /> : null}
        {step === "seal" ? <SealBucket bucket={bucket} onClose={close} /> : null}
        {step === "delete" ? (
          <DeleteBucketDialog
            bucket={{ store: "objects", name: bucket }}
            onClose={close}
            onDone={() => void navigate({ to: "/c/$connectionId/objects", params: { connectionId: id } })}
          />
        ) : null}
      </Suspense>
    </>
  );
}
