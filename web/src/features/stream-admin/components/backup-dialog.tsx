import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Download } from "lucide-react";
import { useState } from "react";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { formatBytes, formatCount, plural, quantityText } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { useStreamDocument } from "../api/document";
import { backupUrl } from "../api/transfer";
import type { StepProps } from "./step-dialog";

/** Downloads a stream as a file that it can be made of again. */
export function BackupDialog({ stream, open, onOpenChange }: StepProps) {
  const { id } = useConnection();
  const cli = useCli();
  const { data } = useStreamDocument(stream);
  const [consumers, setConsumers] = useState(true);
  const download = () => {
    // The browser shows how far it is, and goes on when this page is left.
    const link = document.createElement("a");
    link.href = backupUrl(id, stream, consumers);
    link.download = `${stream}.tar`;
    link.click();
    onOpenChange(false);
  };
  const count = data?.state.consumer_count ?? 0;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Back up ${stream}`}
      actions={
        <>
          <Button look="ink" size="form" icon={Download} onClick={download}>
            Download
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
          <AlertDialog.Close
            render={
              <Button look="quiet" size="form">
                Cancel
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
          NATS puts it together first, so the download of a large stream begins after a while. Messages that come
          meanwhile are not in it.
        </p>
        <Check
          label="With its consumers"
          explain={data ? `${plural(count, "consumer")}, and how far each of them is` : "and how far each of them is"}
          checked={consumers}
          onChange={setConsumers}
        />
      </div>
    </ConfirmDialog>
  );
}
