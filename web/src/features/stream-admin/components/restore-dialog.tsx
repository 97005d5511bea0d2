import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, Upload as UploadIcon } from "lucide-react";
import { useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { useConnection } from "@/connection/context";
import { stepOutcome } from "@/connection/step-outcome";
import { useCli } from "@/connection/use-cli";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { Field, TextInput } from "@/shared/ui/field";
import { ProblemView } from "@/shared/ui/problem";
import { Status } from "@/shared/ui/status";
import { toast } from "@/shared/ui/toast";
import { type Upload, useRestore } from "../api/restore";
import type { BackupFile } from "../lib/backup-file";
import { BackupDrop } from "./backup-drop";
import { TransferProgress } from "./transfer-progress";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes a stream of a backup. It is sent as it is read, so it can be of any size. */
export function RestoreDialog({ open, onOpenChange }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const cli = useCli();
  const { upload, start, cancel, reset } = useRestore();
  const [backup, setBackup] = useState<BackupFile>();
  const [name, setName] = useState("");
  const busy = upload.state === "sending" || upload.state === "finishing";
  const stream = name.trim() || backup?.name || "";
  const show = (made: string) => {
    onOpenChange(false);
    void navigate({ to: "/c/$connectionId/streams/$stream", params: { connectionId: id, stream: made } });
  };
  const close = () => {
    if (busy) return;
    if (upload.state === "done") toast({ title: `${upload.stream} is restored` });
    reset();
    onOpenChange(false);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title="Restore a stream"
      actions={
        <>
          {upload.state === "done" ? (
            <Button look="ink" size="form" onClick={() => show(upload.stream)}>
              Open {upload.stream}
            </Button>
          ) : (
            <Button
              look="ink"
              size="form"
              icon={UploadIcon}
              busy={busy}
              disabled={!backup}
              onClick={() => backup && start(backup.file, name.trim())}
            >
              {upload.state === "idle" ? "Restore" : "Restore again"}
            </Button>
          )}
          <CopyAsCli
            align="start"
            note={cli.note}
            commands={[
              {
                title: "Restore from the folder that the tar was unpacked to",
                command: cli.named(["stream", "restore"], [`${stream || "STREAM"}.backup`]),
              },
            ]}
          />
          <span className="flex-1" />
          {busy ? (
            <Button look="danger" size="form" onClick={cancel}>
              Cancel the upload
            </Button>
          ) : (
            <AlertDialog.Close
              render={
                <Button look="quiet" size="form">
                  Close
                </Button>
              }
            />
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {upload.state === "done" ? null : (
          <>
            <BackupDrop value={backup} onChange={setBackup} locked={busy} />
            <Field
              label="Name"
              aside="optional"
              hint="There must be no stream of this name, and none that takes the same subjects."
            >
              <TextInput
                mono
                value={name}
                readOnly={busy}
                placeholder={backup?.name ?? ""}
                onChange={(event) => setName(event.target.value)}
              />
            </Field>
          </>
        )}
        <Outcome upload={upload} stream={stream} onLook={() => show(stream)} onDismiss={reset} />
      </div>
    </ConfirmDialog>
  );
}

interface OutcomeProps {
  upload: Upload;
  stream: string;
  onLook: () => void;
  onDismiss: () => void;
}

function Outcome({ upload, stream, onLook, onDismiss }: OutcomeProps) {
  switch (upload.state) {
    case "idle":
      return null;
    case "cancelled":
      return (
        <p role="status" className="text-fg-2">
          The upload was cut. HeyNATS has NATS forget what it had of it, so that no half of {stream} stays.
        </p>
      );
    case "failed":
      return isOutcomeUnknown(upload.error) ? (
        stepOutcome({
          title: `${stream} may be restored`,
          mutation: { error: upload.error, submittedAt: upload.sentAt },
          look: `Look for ${stream}`,
          onLook,
          onDismiss,
        })
      ) : (
        <ProblemView problem={problemText(`${stream} was not restored`, upload.error)} />
      );
    case "sending":
      return (
        <TransferProgress sent={upload.sent} total={upload.total}>
          sent
        </TransferProgress>
      );
    case "finishing":
      return <TransferProgress part={1}>All of it is sent. NATS makes a stream of it.</TransferProgress>;
    case "done":
      return (
        <p role="status">
          <Status tone="ok" icon={CircleCheck} word={`${upload.stream} is restored`} />
        </p>
      );
  }
}
