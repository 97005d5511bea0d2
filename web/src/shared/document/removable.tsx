import { RotateCcw, X } from "lucide-react";
import { Button } from "@/shared/ui/button";
import type { Field } from "./catalogue";
import { useEditor } from "./editor-context";
import { FieldHead, FieldNote, Why } from "./field-label";
import { getAt, type Path, pathText } from "./path";
import { valueWords } from "./words";

/** What can be taken away and not changed. Until it is saved it can be put back. */
export function Removable({ field, path, why }: { field: Field; path: Path; why: string }) {
  const { document, problemAt } = useEditor();
  const base = getAt(document.base, path);
  const there = getAt(document.value, path) !== undefined;
  return (
    <div data-path={pathText(path)} className="flex min-w-0 flex-col items-start gap-1.5">
      <FieldHead label={field.label} path={path} />
      <div className="flex w-full min-w-0 items-center gap-3">
        <span className="mono min-w-0 break-all">{there ? valueWords(field, base) : "removed"}</span>
        {there ? (
          <Button size="sm" icon={X} onClick={() => document.set(path, undefined)}>
            Remove
          </Button>
        ) : (
          <Button size="sm" icon={RotateCcw} onClick={() => document.set(path, base)}>
            Put back
          </Button>
        )}
      </div>
      <FieldNote error={problemAt(path)}>
        <Why>{why}</Why>
      </FieldNote>
    </div>
  );
}
