import { useNavigate } from "@tanstack/react-router";
import { CopyPlus, Download, Eraser, Lock, Pencil, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useConnection } from "@/connection/context";
import { Menu, MenuItem, MenuLine } from "@/shared/ui/menu";
import type { StepName } from "./stream-actions";

interface Props {
  stream: string;
  locked: string | undefined;
  /** There was no room for it beside the menu. */
  withEdit: boolean;
  trigger: ReactElement<Record<string, unknown>>;
  onStep: (step: StepName) => void;
}

/** The rest of what can be done with a stream. It is drawn because somebody has asked for it. */
export function StreamMenu({ stream, locked, withEdit, trigger, onStep }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  return (
    <Menu defaultOpen align="end" trigger={trigger}>
      {withEdit ? (
        <MenuItem
          icon={Pencil}
          locked={locked}
          onClick={() =>
            void navigate({ to: "/c/$connectionId/streams/$stream/edit", params: { connectionId: id, stream } })
          }
        >
          Edit
        </MenuItem>
      ) : null}
      <MenuItem icon={Download} onClick={() => onStep("backup")}>
        Back up…
      </MenuItem>
      <MenuItem
        icon={CopyPlus}
        locked={locked}
        onClick={() =>
          void navigate({
            to: "/c/$connectionId/new-stream",
            params: { connectionId: id },
            search: { copy: stream },
          })
        }
      >
        Duplicate…
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Eraser} locked={locked} onClick={() => onStep("purge")}>
        Purge…
      </MenuItem>
      <MenuItem icon={Lock} locked={locked} onClick={() => onStep("seal")}>
        Seal…
      </MenuItem>
      <MenuItem icon={Trash2} locked={locked} onClick={() => onStep("delete")}>
        Delete…
      </MenuItem>
    </Menu>
  );
}
