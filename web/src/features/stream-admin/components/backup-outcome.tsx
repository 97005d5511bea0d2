import { CircleCheck } from "lucide-react";
import { ProblemError } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { formatBytes, quantityText } from "@/shared/lib/format";
import { ProblemView } from "@/shared/ui/problem";
import { Status } from "@/shared/ui/status";
import type { Backup } from "../api/backup";
import { TransferProgress } from "./transfer-progress";

/** How far a download is, and how it ended. */
export function BackupOutcome({ stream, backup }: { stream: string; backup: Backup }) {
  switch (backup.state) {
    case "idle":
      return null;
    case "asked":
      return (
        <TransferProgress part={0}>Waiting for your browser, which may ask you whether it should.</TransferProgress>
      );
    case "gathering": {
      const { gathered_bytes: gathered, bytes = 0 } = backup;
      return (
        <TransferProgress part={bytes ? gathered / bytes : 0}>
          NATS puts it together: {size(gathered)} so far{bytes ? <>, of a stream of {size(bytes)}</> : null}.
        </TransferProgress>
      );
    }
    case "sending":
      return (
        <TransferProgress sent={backup.sent_bytes} total={backup.size_bytes ?? 0}>
          sent to your browser
        </TransferProgress>
      );
    case "sent":
      return (
        <p role="status">
          <Status tone="ok" icon={CircleCheck} word={`${stream}.tar is downloaded, ${size(backup.sent_bytes)}`} />
        </p>
      );
    case "stopped":
      return (
        <p role="status" className="text-fg-2">
          The download was stopped. {stream} is as it was.
        </p>
      );
    case "failed":
      return (
        <ProblemView
          problem={problemText(`${stream} was not backed up`, backup.problem && new ProblemError(backup.problem))}
        />
      );
    case "lost":
      return <ProblemView problem={problemText("How far the download is cannot be read", backup.error)} />;
  }
}

const size = (bytes: number) => quantityText(formatBytes(bytes));
