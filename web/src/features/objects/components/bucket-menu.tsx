import { Eraser, Layers, Link2, Lock, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useReadOnly } from "@/connection/use-read-only";
import { Menu, MenuItem, MenuLine } from "@/shared/ui/menu";
import type { Step } from "./bucket-actions";

interface Props {
  trigger: ReactElement<Record<string, unknown>>;
  onStream: () => void;
  onStep: (step: Step) => void;
}

/** It is drawn because somebody has asked for it. */
export function BucketMenu({ trigger, onStream, onStep }: Props) {
  const locked = useReadOnly();
  return (
    <Menu defaultOpen align="end" trigger={trigger}>
      <MenuItem icon={Layers} onClick={onStream}>
        Its stream
      </MenuItem>
      <MenuItem icon={Link2} locked={locked} onClick={() => onStep("link")}>
        New link…
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Eraser} locked={locked} onClick={() => onStep("clean")}>
        Clean up…
      </MenuItem>
      <MenuItem icon={Lock} locked={locked} onClick={() => onStep("seal")}>
        Seal the bucket…
      </MenuItem>
      <MenuItem icon={Trash2} locked={locked} onClick={() => onStep("delete")}>
        Delete the bucket…
      </MenuItem>
    </Menu>
  );
}
