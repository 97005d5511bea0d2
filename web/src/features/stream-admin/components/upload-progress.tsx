import { CircleCheck } from "lucide-react";
import { formatBytes, formatPercent, quantityText } from "@/shared/lib/format";
import { Meter } from "@/shared/ui/meter";
import { Status } from "@/shared/ui/status";
import type { Upload } from "../api/transfer";

/** How far an upload is. */
export function UploadProgress({ upload }: { upload: Extract<Upload, { state: "sending" | "finishing" | "done" }> }) {
  if (upload.state === "done") {
    return (
      <p role="status">
        <Status tone="ok" icon={CircleCheck} word={`${upload.stream} is restored`} />
      </p>
    );
  }
  const part = upload.state === "finishing" || upload.total === 0 ? 1 : upload.sent / upload.total;
  return (
    <div className="flex flex-col gap-1.5">
      <Meter value={part} tone="plain" />
      <p className="text-fg-2 text-small">
        {upload.state === "finishing"
          ? "All of it is sent. NATS makes a stream of it."
          : `${quantityText(formatBytes(upload.sent))} of ${quantityText(formatBytes(upload.total))} sent, ${formatPercent(part)}`}
      </p>
    </div>
  );
}
