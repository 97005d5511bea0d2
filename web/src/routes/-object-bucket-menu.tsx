import { useNavigate } from "@tanstack/react-router";
import { Eraser, Layers, Link2, Lock, Pencil, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { Menu, MenuItem, MenuLine } from "@/shared/ui/menu";

export type Step = "link" | "clean" | "seal" | "delete";

interface Props {
  bucket: string;
  trigger: ReactElement<Record<string, unknown>>;
  onStep: (step: Step) => void;
}

/** It is drawn because somebody has asked for it. */
export function ObjectBucketMenu({ bucket, trigger, onStep }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const stream = {
    to: "/c/$connectionId/streams/$stream",
    params: { connectionId: id, stream: `OBJ_${bucket}` },
  } as const;
  const edit = { to: "/c/$connectionId/objects/$bucket/edit", params: { connectionId: id, bucket } } as const;
  return (
    <Menu defaultOpen align="end" trigger={trigger}>
      {narrow ? (
        <MenuItem icon={Pencil} locked={locked} onClick={() => void navigate(edit)}>
          Edit
        </MenuItem>
      ) : null}
      <MenuItem icon={Layers} onClick={() => void navigate(stream)}>
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
