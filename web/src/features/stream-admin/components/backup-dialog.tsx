import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Download } from "lucide-react";
import { useState } from "react";
import { useCli } from "@/connection/use-cli";
import { formatBytes, formatCount, plural, quantityText } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { isOver, useBackup } from "../api/backup";
import { useStreamDocument } from "../api/document";
import { BackupOutcome } from "./backup-outcome";
import type { StepProps } from "./step-dialog";

/** Downloads a stream as a file that it can be made of again. */
export function BackupDialog({ stream, open, onOpenChange }: StepProps) {
  const cli = useCli();
  const { data } = useStreamDocument(stream);
  const [consumers, setConsumers] = useState(true);
  const { backup, start, stop, stopping } = useBackup(stream);
  const busy = !isOver(backup);
  const count = data?.state.consumer_count ?? 0;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Back up ${stream}`}
      actions={
        <>
          <Button look="ink" size="form" icon={Download} busy={busy} onClick={() => start(consumers)}>
            {busy || backup.state === "idle" ? "Download" : "Download again"}
          </Button>
          <CopyAsCli
            align="start"
            note={cli.note}
            commands={[
              {
                title: "Back up this stream",
                command: cli.named(
                  ["stream", "backup", ...(consumers ? ["--consumers"] : [])],
                  [stream, `${stream}.backup`],
                ),
              },
            ]}
          />
          <span className="flex-1" />
          {busy ? (
            <Button look="danger" size="form" busy={stopping} disabled={backup.state === "asked"} onClick={stop}>
              Stop
            </Button>
          ) : null}
          <AlertDialog.Close
            render={
              <Button look="quiet" size="form">
                {backup.state === "idle" ? "Cancel" : "Close"}
              </Button>
            }
          />
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>
          {data ? (
            <>
              <b>{formatCount(data.state.messages)}</b> {data.state.messages === 1 ? "message" : "messages"},{" "}
              {quantityText(formatBytes(data.state.bytes))}, and the configuration, as one file.{" "}
            </>
          ) : null}
          NATS puts it together first. Messages that come meanwhile are not in it. It goes on when this is closed.
        </p>
        <Check
          label="With its consumers"
          explain={data ? `${plural(count, "consumer")}, and how far each of them is` : "and how far each of them is"}
          checked={consumers}
          onChange={setConsumers}
        />
        <BackupOutcome stream={stream} backup={backup} />
      </div>
    </ConfirmDialog>
  );
}
