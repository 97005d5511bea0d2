import { ConfirmByName } from "@/shared/ui/confirm-by-name";
import type { Hit } from "@/shared/ui/hits";

interface Props {
  name: string;
  kind: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  hits: readonly Hit[];
  onConfirm: () => void;
}

/** A change that deletes messages, or that can never be undone, takes the name as a purge does. */
export function ConfirmSave({ name, kind, open, onOpenChange, hits, onConfirm }: Props) {
  return (
    <ConfirmByName
      open={open}
      onOpenChange={onOpenChange}
      title={`Change ${name} for good`}
      name={name}
      kind={kind}
      preview={{ state: "ready", hits }}
      action={`Save ${name}`}
      onConfirm={onConfirm}
    />
  );
}
