import { useNavigate } from "@tanstack/react-router";
import { Layers, Pencil, Shrink, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { Menu, MenuItem, MenuLine } from "@/shared/ui/menu";

interface Props {
  bucket: string;
  trigger: ReactElement<Record<string, unknown>>;
  onStep: (step: "compact" | "delete") => void;
}

/** It is drawn because somebody has asked for it. */
export function BucketMenu({ bucket, trigger, onStep }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const edit = { to: "/c/$connectionId/kv/$bucket/edit", params: { connectionId: id, bucket } } as const;
  return (
    <Menu defaultOpen align="end" trigger={trigger}>
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
      <MenuItem icon={Shrink} locked={locked} onClick={() => onStep("compact")}>
        Compact…
      </MenuItem>
      <MenuItem icon={Trash2} locked={locked} onClick={() => onStep("delete")}>
        Delete…
      </MenuItem>
    </Menu>
  );
}
