import { useState } from "react";
import { useCli } from "@/connection/use-cli";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Segmented } from "@/shared/ui/segmented";
import { useUnpin } from "../api/changes";
import { unpinCommand } from "../lib/cli";
import { ChangeDialog } from "./change-dialog";
import type { StepProps } from "./consumer-dialogs";
import { Moment } from "./evidence";

/** Takes a group away from the client that has it. */
export function UnpinDialog({ detail, onClose }: StepProps) {
  const { stream_name: stream, name, priority_groups = [] } = detail;
  const pinned = priority_groups.filter(({ pinned_client_id }) => pinned_client_id);
  const [chosen, setChosen] = useState(pinned[0]?.group ?? "");
  const unpin = useUnpin({ stream, name });
  const cli = useCli();
  const group = pinned.find((one) => one.group === chosen);
  return (
    <ChangeDialog
      title={`Unpin a client of ${name}`}
      action="Unpin"
      what="The unpinning"
      name={name}
      busy={unpin.isPending}
      error={unpin.error}
      invalid={group === undefined}
      onSubmit={() => unpin.mutate(chosen, { onSuccess: onClose })}
      onClose={onClose}
      cli={
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "Unpin the client", command: unpinCommand(cli, { stream, name }, chosen) }]}
        />
      }
    >
      <p>The client gets no more messages of the group; the next one that asks is pinned instead.</p>
      {pinned.length > 1 ? (
        <Segmented
          label="Group"
          value={chosen}
          onChange={setChosen}
          options={pinned.map((one) => ({ value: one.group, label: one.group }))}
        />
      ) : null}
      {group ? (
        <Definitions>
          <Definition term="Group">
            <bdi className="mono">{group.group}</bdi>
          </Definition>
          <Definition term="Client">
            <bdi className="mono">{group.pinned_client_id}</bdi>
          </Definition>
          {group.pinned_ts ? (
            <Definition term="Since">
              <Moment at={group.pinned_ts} />
            </Definition>
          ) : null}
        </Definitions>
      ) : (
        <p>No client is pinned any more.</p>
      )}
    </ChangeDialog>
  );
}
