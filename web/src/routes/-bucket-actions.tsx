import { useNavigate } from "@tanstack/react-router";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { IconButton } from "@/shared/ui/icon-button";
import { LockedLink } from "@/shared/ui/locked-link";
import type { Step } from "./-bucket-menu";

const BucketMenu = lazy(async () => ({ default: (await import("./-bucket-menu")).BucketMenu }));
const ImportDialog = lazy(async () => ({
  default: (await import("@/features/kv/components/import-dialog")).ImportDialog,
}));
const DeleteKeys = lazy(async () => ({ default: (await import("@/features/kv/components/delete-keys")).DeleteKeys }));
const CompactDialog = lazy(async () => ({
  default: (await import("@/features/kv/components/compact-dialog")).CompactDialog,
}));
const DeleteBucketDialog = lazy(async () => ({
  default: (await import("@/features/stream-admin/components/delete-bucket-dialog")).DeleteBucketDialog,
}));

/** What can be done with a bucket: edit it, and behind a menu what goes further. */
export function BucketActions({ bucket, filter }: { bucket: string; filter: string }) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const [wanted, setWanted] = useState(false);
  const [step, setStep] = useState<Step>();
  const edit = { to: "/c/$connectionId/kv/$bucket/edit", params: { connectionId: id, bucket } } as const;
  const close = () => setStep(undefined);
  const more = <IconButton icon={Ellipsis} label={`More for ${bucket}`} onClick={() => setWanted(true)} />;
  return (
    <>
      {narrow ? null : (
        <LockedLink locked={locked} {...edit}>
          Edit
        </LockedLink>
      )}
      {wanted ? (
        <Suspense fallback={more}>
          <BucketMenu bucket={bucket} filter={filter} trigger={more} onStep={setStep} />
        </Suspense>
      ) : (
        more
      )}
      <Suspense fallback={null}>
        {step === "import" ? <ImportDialog bucket={bucket} onClose={close} /> : null}
        {step === "delete keys" ? <DeleteKeys bucket={bucket} filter={filter} onClose={close} /> : null}
        {step === "compact" ? <CompactDialog bucket={bucket} onClose={close} /> : null}
        {step === "delete" ? (
          <DeleteBucketDialog
            bucket={{ store: "kv", name: bucket }}
            onClose={close}
            onDone={() => void navigate({ to: "/c/$connectionId/kv", params: { connectionId: id } })}
          />
        ) : null}
      </Suspense>
    </>
  );
}
