import { Download } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import { useCommands } from "@/commands/registry";
import { IconButton } from "@/shared/ui/icon-button";
import type { ExportDialog as Dialog } from "./export-dialog";

const ExportDialog = lazy(async () => ({ default: (await import("./export-dialog")).ExportDialog }));

/** Asks which messages are wanted as a file. */
export function ExportButton(props: Omit<ComponentProps<typeof Dialog>, "onOpenChange">) {
  const [open, setOpen] = useState(false);
  useCommands([
    {
      id: "messages.export",
      title: "Export messages",
      words: "download save file ndjson json",
      group: "This page",
      icon: Download,
      run: () => setOpen(true),
    },
  ]);
  return (
    <>
      <IconButton icon={Download} label="Export messages" onClick={() => setOpen(true)} />
      {open ? (
        <Suspense fallback={null}>
          <ExportDialog {...props} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}
