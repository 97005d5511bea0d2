import { useNavigate } from "@tanstack/react-router";
import { Ellipsis, Layers, Pencil, Shrink, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { IconButton } from "@/shared/ui/icon-button";
import { LockedLink } from "@/shared/ui/locked-link";
import { Menu, MenuItem, MenuLine } from "@/shared/ui/menu";

const CompactDialog = lazy(async () => ({
  default: (await import("@/features/kv/components/compact-dialog")).CompactDialog,
}));
const DeleteBucketDialog = lazy(async () => ({
  default: (await import("@/features/stream-admin/components/delete-bucket-dialog")).DeleteBucketDialog,
}));

/** What can be done with a bucket: edit it, and behind a menu what goes further. */
export function BucketActions({ bucket }: { bucket: string }) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const [step, setStep] = useState<"compact" | "delete">();
  const edit = { to: "/c/$connectionId/kv/$bucket/edit", params: { connectionId: id, bucket } } as const;
  const close = () => setStep(undefined);
  return (
    <>
      {narrow ? null : (
        <LockedLink locked={locked} {...edit}>
          Edit
        </LockedLink>
      )}
      <Menu align="end" trigger={<IconButton icon={Ellipsis} label={`More for ${bucket}`} />}>
        {narrow ? (
          <MenuItem icon={Pencil} locked={locked} onClick={() => void navigate(edit)}>
            Edit
          </MenuItem>
        ) : null}
        <MenuItem
          icon={Layers}
          onClick={() =>
            void navigate({
              to: "/c/$connectionId/streams/$stream",
              params: { connectionId: id, stream: `KV_${bucket}` },
            })
          }
        >
          Its stream
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Shrink} locked={locked} onClick={() => setStep("compact")}>
          Compact…
        </MenuItem>
        <MenuItem icon={Trash2} locked={locked} onClick={() => setStep("delete")}>
          Delete…
        </MenuItem>
      </Menu>
      <Suspense fallback={null}>
        {step === "compact" ? <CompactDialog bucket={bucket} onClose={close} /> : null}
        {step === "delete" ? (
          <DeleteBucketDialog
            bucket={bucket}
            onClose={close}
            onDone={() => void navigate({ to: "/c/$connectionId/kv", params: { connectionId: id } })}
          />
        ) : null}
      </Suspense>
    </>
  );
}
