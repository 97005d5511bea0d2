import { CircleCheck, CircleSlash, RotateCw, TriangleAlert, X } from "lucide-react";
import { hasCode } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { LeaveGuard } from "@/shared/document/leave-guard";
import { formatBytes, formatPercent, quantityText } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { Meter } from "@/shared/ui/meter";
import { isUnderWay, type Uploading, type Uploads } from "../api/uploads";

/** What is being uploaded, and what became of it. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { list, clear } = uploads;
  const busy = list.some(({ how }) => isUnderWay(how));
  return (
    <section aria-label="Uploads" className="max-h-56 shrink-0 overflow-y-auto border-line border-t bg-sub">
      <LeaveGuard dirty={busy} what="the uploads that are under way" />
      <header className="flex items-center gap-2 px-4 py-1.5">
        <h2 className="flex-1 font-medium text-small">{busy ? "Uploading" : "Uploads"}</h2>
        {busy ? null : (
          <Button size="sm" look="quiet" onClick={clear}>
            Dismiss
          </Button>
        )}
      </header>
      <ul>
        {list.map((one) => (
          <Upload key={one.id} one={one} uploads={uploads} />
        ))}
      </ul>
    </section>
  );
}

function Upload({ one, uploads }: { one: Uploading; uploads: Uploads }) {
  const { how, name, file } = one;
  const sent = how.state === "sending" ? how.sent : how.state === "waiting" ? 0 : file.size;
  const taken = how.state === "failed" && hasCode(how.error, "object_exists");
  return (
    <li className="flex flex-col gap-1 border-line border-t px-4 py-1.5">
      <div className="flex items-center gap-2.5">
        <Sign of={one} />
        <span className="mono truncate-line min-w-0 flex-1">{name}</span>
        <span role="status" className="text-fg-2 text-small">
          {words(one)}
        </span>
        {how.state === "failed" || how.state === "cancelled" ? (
          <Button size="sm" icon={RotateCw} onClick={() => uploads.again(one.id, taken ? "replace" : "keep")}>
            {taken ? "Replace it" : "Try again"}
          </Button>
        ) : null}
        {isUnderWay(how) && how.state !== "finishing" ? (
          <IconButton
            size="sm"
            iconSize={14}
            icon={X}
            label={`Cancel the upload of ${name}`}
            onClick={() => uploads.cancel(one.id)}
          />
        ) : null}
      </div>
      {isUnderWay(how) ? <Meter value={file.size === 0 ? 1 : sent / file.size} tone="live" /> : null}
      {how.state === "failed" ? <Why error={how.error} /> : null}
    </li>
  );
}

function Why({ error }: { error: unknown }) {
  const { detail, hint } = problemText("", error);
  return (
    <p role="alert" className="text-critical text-small">
      {detail} {hint}
    </p>
  );
}

function Sign({ of }: { of: Uploading }) {
  switch (of.how.state) {
    case "done":
      return <CircleCheck aria-hidden size={14} className="text-ok" />;
    case "failed":
      return <TriangleAlert aria-hidden size={14} className="text-critical" />;
    case "cancelled":
      return <CircleSlash aria-hidden size={14} className="text-fg-3" />;
    default:
      return null;
  }
}

function words({ how, file }: Uploading): string {
  const size = quantityText(formatBytes(file.size));
  switch (how.state) {
    case "waiting":
      return `${size}, waiting`;
    case "sending":
      return `${quantityText(formatBytes(how.sent))} of ${size}, ${formatPercent(file.size === 0 ? 1 : how.sent / file.size)}`;
    case "finishing":
      return `${size}, NATS stores it`;
    case "done":
      return `${size}, stored`;
    case "cancelled":
      return "cancelled, what came of it is removed";
    case "failed":
      return "not stored";
  }
}
