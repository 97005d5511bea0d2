import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import type { Hit } from "@/shared/ui/hits";

interface Props {
  stream: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  hits: readonly Hit[];
  onConfirm: () => void;
}

/** A change that deletes messages, or that can never be undone, takes the name as a purge does. */
export function ConfirmSave({ stream, open, onOpenChange, hits, onConfirm }: Props) {
  return (
    <ConfirmByName
      open={open}
      onOpenChange={onOpenChange}
      title={`Change ${stream} for good`}
      name={stream}
      kind="stream"
      preview={{ state: "ready", hits }}
      action={`Save ${stream}`}
      onConfirm={onConfirm}
    />
  );
}
