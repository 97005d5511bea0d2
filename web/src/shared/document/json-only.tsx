import { Button } from "@/shared/ui/button";
import type { Field } from "./catalogue";
import { useEditor } from "./editor-context";
import { FieldHead, FieldNote } from "./field-label";
import { printLine } from "./json";
import { getAt, type Path, pathText } from "./path";

/** A value that its field cannot show as it is. It is kept, and JSON is where it can be changed. */
export function JsonOnly({ field, path }: { field: Field; path: Path }) {
  const { document, problemAt, onView } = useEditor();
  const value = getAt(document.value, path);
  return (
    <div data-path={pathText(path)} className="flex min-w-0 flex-col items-start gap-1.5">
      <FieldHead label={field.label} path={path} />
      <div className="flex w-full min-w-0 items-center gap-2">
        <code className="mono min-w-0 flex-1 break-all">{value === undefined ? "–" : printLine(value)}</code>
        <Button size="sm" onClick={() => onView("json")}>
          Edit as JSON
        </Button>
      </div>
      <FieldNote error={problemAt(path)}>
        {`${field.meaning} This value has no form, so it is edited as JSON.`}
      </FieldNote>
    </div>
  );
}
