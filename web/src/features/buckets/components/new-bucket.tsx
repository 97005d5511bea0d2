import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Store } from "@/connection/store-bucket";
import { useReadOnly } from "@/connection/use-read-only";
import { ActionButton } from "@/shared/ui/action-button";

const NewBucketDialog = lazy(async () => ({ default: (await import("./new-bucket-dialog")).NewBucketDialog }));

/** Makes a bucket. */
export function NewBucket({ store, onMade }: { store: Store; onMade: (bucket: string) => void }) {
  const [open, setOpen] = useState(false);
  const locked = useReadOnly();
  return (
    <>
      <ActionButton icon={Plus} locked={locked} onClick={() => setOpen(true)}>
        New bucket
      </ActionButton>
      {open ? (
        <Suspense fallback={null}>
          <NewBucketDialog store={store} onClose={() => setOpen(false)} onMade={onMade} />
        </Suspense>
      ) : null}
    </>
  );
}
