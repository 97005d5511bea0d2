import { Upload } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "@/shared/lib/cx";
import { ActionButton } from "@/shared/ui/action-button";

interface Props {
  /** Why nothing can be uploaded. */
  locked: string | undefined;
  onFiles: (files: File[]) => void;
}

/** Takes files by choice. */
export function UploadButton({ locked, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ActionButton icon={Upload} locked={locked} onClick={() => input.current?.click()}>
        Upload
      </ActionButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

/** Takes files that are dropped on what it surrounds. */
export function UploadDrop({ locked, onFiles, children }: Props & { children: ReactNode }) {
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent) => !locked && event.dataTransfer.types.includes("Files");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button does the same.
    <div
      className={cx("flex min-h-0 flex-1 flex-col", over && "outline-2 outline-accent -outline-offset-2")}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!carriesFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
    </div>
  );
}
