import { Archive } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { cx } from "@/shared/lib/cx";
import { formatBytes, formatCount, quantityText } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { type BackupFile, readBackup } from "../lib/backup-file";

interface Props {
  value: BackupFile | undefined;
  onChange: (value: BackupFile | undefined) => void;
  locked: boolean;
}

/** Takes a backup by drop or choice, and says what it is of. Only its beginning is read here. */
export function BackupDrop({ value, onChange, locked }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const take = async (file: File | undefined) => {
    if (!file || locked) return;
    const read = await readBackup(file);
    setWrong(typeof read === "string" ? read : undefined);
    onChange(typeof read === "string" ? undefined : read);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="sr-only">Backup</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the drop target doubles the button inside it. */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "flex min-h-14 items-center gap-3 rounded-2 border border-dashed py-2.5 pr-2 pl-3.5 transition-colors duration-(--fast)",
          over ? "border-accent bg-accent-tint" : wrong ? "border-critical" : "border-edge",
        )}
      >
        <Archive aria-hidden size={18} strokeWidth={1.5} className="text-accent" />
        <div className="min-w-0 flex-1">
          {value ? (
            <>
              <p className="mono truncate-line font-medium text-fg leading-5">
                <bdi>{value.name}</bdi>
              </p>
              <p className="text-fg-2 text-small">{summary(value)}</p>
            </>
          ) : (
            <span className="text-fg-2 text-small">Drop a backup, a tar file of HeyNATS</span>
          )}
        </div>
        <Button size="sm" disabled={locked} onClick={() => input.current?.click()}>
          {value ? "Replace" : "Choose"}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".tar,application/x-tar"
          aria-label="Backup file"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            void take(file);
          }}
        />
      </div>
      {wrong ? (
        <p role="alert" className="text-critical text-small">
          {wrong}
        </p>
      ) : null}
    </fieldset>
  );
}

function summary({ file, messages, bytes }: BackupFile): string {
  const parts = [
    messages === undefined ? undefined : `${formatCount(messages)} ${messages === 1 ? "message" : "messages"}`,
    bytes === undefined ? undefined : quantityText(formatBytes(bytes)),
    `${quantityText(formatBytes(file.size))} to send`,
  ];
  return parts.filter(Boolean).join(", ");
}
