import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useReadOnly } from "@/connection/use-read-only";
import { ActionButton } from "@/shared/ui/action-button";

const KeyEditor = lazy(async () => ({ default: (await import("./key-editor")).KeyEditor }));

/** Makes a key that is not there yet. */
export function NewKey({ bucket, onMade }: { bucket: string; onMade: (key: string) => void }) {
  const [open, setOpen] = useState(false);
  const locked = useReadOnly();
  return (
    <>
      <ActionButton icon={Plus} locked={locked} onClick={() => setOpen(true)}>
        New key
      </ActionButton>
      {open ? (
        <Suspense fallback={null}>
          <KeyEditor bucket={bucket} onClose={() => setOpen(false)} onMade={onMade} />
        </Suspense>
      ) : null}
    </>
  );
}
