import { useNavigate } from "@tanstack/react-router";
import { Download, Layers, Pencil, Shrink, Trash2, Upload } from "lucide-react";
import type { ReactElement } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { exportHref } from "@/features/kv/lib/where";
import { useNarrow } from "@/shared/lib/use-media";
import { Menu, MenuItem, MenuLine } from "@/shared/ui/menu";

export type Step = "import" | "delete keys" | "compact" | "delete";

interface Props {
  bucket: string;
  /** What the list shows: only that is exported, or deleted. */
  filter: string;
  trigger: ReactElement<Record<string, unknown>>;
  onStep: (step: Step) => void;
}

/** It is drawn because somebody has asked for it. */
export function BucketMenu({ bucket, filter, trigger, onStep }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const edit = { to: "/c/$connectionId/kv/$bucket/edit", params: { connectionId: id, bucket } } as const;
  const save = () => {
    const link = document.createElement("a");
    link.href = exportHref(id, bucket, filter);
    link.download = "";
    link.click();
  };
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
      <MenuItem icon={Download} onClick={save}>
        {filter ? "Export the keys of this filter" : "Export all keys"}
      </MenuItem>
      <MenuItem icon={Upload} locked={locked} onClick={() => onStep("import")}>
        Import keys…
      </MenuItem>
      <MenuItem icon={Trash2} locked={locked} onClick={() => onStep("delete keys")}>
        Delete keys…
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Shrink} locked={locked} onClick={() => onStep("compact")}>
        Compact…
      </MenuItem>
      <MenuItem icon={Trash2} locked={locked} onClick={() => onStep("delete")}>
        Delete the bucket…
      </MenuItem>
    </Menu>
  );
}
