import { Lock, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useReadOnly } from "@/connection/use-read-only";
import { Menu, MenuItem } from "@/shared/ui/menu";
import type { Step } from "./bucket-actions";

interface Props {
  trigger: ReactElement<Record<string, unknown>>;
  onStep: (step: Step) => void;
}

/** It is drawn because somebody has asked for it. */
export function BucketMenu({ trigger, onStep }: Props) {
  const locked = useReadOnly();
  return (
    <Menu defaultOpen align="end" trigger={trigger}>
      <MenuItem icon={Lock} locked={locked} onClick={() => onStep("seal")}>
        Seal the bucket…
      </MenuItem>
      <MenuItem icon={Trash2} locked={locked} onClick={() => onStep("delete")}>
        Delete the bucket…
      </MenuItem>
    </Menu>
  );
}
