import { FileText } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { cx } from "@/shared/lib/cx";
import { formatBytes, quantityText } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";

interface Props {
  value: File | undefined;
  onChange: (value: File) => void;
  locked: boolean;
}

/** Takes a file by drop or choice. It is not read here, so it can be of any size. */
export function ImportDrop({ value, onChange, locked }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => {
    setOver(false);
    if (file && !locked) onChange(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">File of keys</legend>
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
          over ? "border-accent bg-accent-tint" : "border-edge",
        )}
      >
        <FileText aria-hidden size={18} strokeWidth={1.5} className="text-accent" />
        <div className="min-w-0 flex-1">
          {value ? (
            <>
              <p className="mono truncate-line font-medium text-fg leading-5">
                <bdi>{value.name}</bdi>
              </p>
              <p className="text-fg-2 text-small">{quantityText(formatBytes(value.size))}</p>
            </>
          ) : (
            <span className="text-fg-2 text-small">Drop an export of a bucket, one key on each line</span>
          )}
        </div>
        <Button size="sm" disabled={locked} onClick={() => input.current?.click()}>
          {value ? "Replace" : "Choose"}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".ndjson,.jsonl,.json,.txt"
          aria-label="File of keys"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            take(file);
          }}
        />
      </div>
    </fieldset>
  );
}
