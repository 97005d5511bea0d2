import { Download, Trash2, Upload } from "lucide-react";
import type { ReactElement } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { Menu, MenuItem, MenuLine } from "@/shared/ui/menu";
import { exportHref } from "../lib/where";

interface Props {
  bucket: string;
  filter: string;
  trigger: ReactElement<Record<string, unknown>>;
  onStep: (step: "import" | "delete") => void;
}

/** It is drawn because somebody has asked for it. */
export function KeysMenu({ bucket, filter, trigger, onStep }: Props) {
  const { id } = useConnection();
  const locked = useReadOnly();
  const save = () => {
    const link = document.createElement("a");
    link.href = exportHref(id, bucket, filter);
    link.download = "";
    link.click();
  };
  return (
    <Menu defaultOpen align="end" trigger={trigger}>
      <MenuItem icon={Download} onClick={save}>
        {filter ? "Export the keys of this filter" : "Export all keys"}
      </MenuItem>
      <MenuItem icon={Upload} locked={locked} onClick={() => onStep("import")}>
        Import…
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Trash2} locked={locked} onClick={() => onStep("delete")}>
        Delete keys…
      </MenuItem>
    </Menu>
  );
}
