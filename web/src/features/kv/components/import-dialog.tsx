import { Upload } from "lucide-react";
import { useState } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { Segmented } from "@/shared/ui/segmented";
import { type Existing, useCompare, useImport } from "../api/transfer";
import { ImportDrop } from "./import-drop";
import { ImportReport } from "./import-report";

interface Props {
  bucket: string;
  onClose: () => void;
}

/** Writes the keys of a file: first it is said what that would do. */
export function ImportDialog({ bucket, onClose }: Props) {
  const [file, setFile] = useState<File>();
  const [existing, setExisting] = useState<Existing>("replace");
  const compare = useCompare();
  const apply = useImport();
  const busy = compare.isPending || apply.isPending;
  const look = (next: File, how: Existing) => {
    setFile(next);
    setExisting(how);
    apply.reset();
    compare.mutate({ bucket, file: next, existing: how });
  };
  const due = compare.data ? compare.data.new + compare.data.changed : 0;
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !apply.isPending) onClose();
      }}
      title={`Import into ${bucket}`}
      actions={
        <>
          <span className="flex-1" />
          {apply.data ? (
            <Button look="ink" size="form" onClick={onClose}>
              Close
            </Button>
          ) : (
            <Button
              look="ink"
              size="form"
              icon={Upload}
              busy={busy}
              disabled={due === 0 || !compare.data?.complete}
              onClick={() => file && apply.mutate({ bucket, file, existing })}
            >
              {due > 0 ? `Write ${plural(due, "key")}` : "Write"}
            </Button>
          )}
        </>
      }
    >
      <ImportDrop value={file} locked={busy} onChange={(next) => look(next, existing)} />
      <Segmented
        label="Keys with another value"
        value={existing}
        onChange={(how) => {
          if (busy) return;
          if (file) look(file, how);
          else setExisting(how);
        }}
        options={[
          { value: "replace", label: "Replace" },
          { value: "skip", label: "Keep" },
        ]}
      />
      <State compare={compare} apply={apply} />
    </FormDialog>
  );
}

interface StateProps {
  compare: ReturnType<typeof useCompare>;
  apply: ReturnType<typeof useImport>;
}

/** What was said last: how the import went, or else what it would do. */
function State({ compare, apply }: StateProps) {
  if (apply.isPending) return <Doing>The keys are written.</Doing>;
  if (compare.isPending) return <Doing>The file is compared with the bucket. Nothing is written.</Doing>;
  if (apply.error) {
    const title = isOutcomeUnknown(apply.error) ? "Some of the keys may be written" : "The import failed";
    return <ProblemView problem={problemText(title, apply.error)} />;
  }
  if (apply.data) return <ImportReport report={apply.data} done />;
  if (compare.error) return <ProblemView problem={problemText("The file was not compared", compare.error)} />;
  return compare.data ? <ImportReport report={compare.data} done={false} /> : null;
}

function Doing({ children }: { children: string }) {
  return (
    <p role="status" className="text-fg-2">
      {children}
    </p>
  );
}
