import { Plus, X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import type { Field } from "./catalogue";
import { useEditor } from "./editor-context";
import { FieldHead, FieldNote } from "./field-label";
import { isArray, type Json } from "./json";
import { getAt, type Path, pathText } from "./path";

interface Props {
  field: Field;
  path: Path;
  /** What one of them is called. */
  item: string;
  /** The fields of the one at a path. */
  children: (path: Path) => ReactNode;
}

/** Several objects, each with the same fields. */
export function ObjectList({ field, path, item, children }: Props) {
  const { document, problemAt } = useEditor();
  const list = useRef<HTMLFieldSetElement>(null);
  const value = getAt(document.value, path);
  const items = isArray(value) ? value : [];
  const there = getAt(document.base, path) !== undefined;
  const write = (next: readonly Json[]) => document.set(path, next.length === 0 && !there ? undefined : next);
  const focusItem = (index: number) =>
    requestAnimationFrame(() => {
      const found = list.current?.querySelector<HTMLElement>(`[data-item="${index}"] :is(input, textarea)`);
      (found ?? list.current?.querySelector<HTMLElement>("[data-add]"))?.focus();
    });
  const one = item.toLowerCase();
  return (
    <fieldset ref={list} data-path={pathText(path)} className="flex min-w-0 flex-col items-start gap-2.5">
      <legend className="mb-1">
        <FieldHead label={field.label} path={path} />
      </legend>
      <FieldNote error={problemAt(path)}>{field.meaning}</FieldNote>
      {items.map((_, index) => (
        <section
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place; everything else about it can be typed.
          key={index}
          data-item={index}
          aria-label={`${item} ${index + 1}`}
          className="w-full border-line border-l-2 pl-4"
        >
          <div className="mb-2 flex items-center gap-2">
            <h3 className="flex-1 font-medium text-small">
              {item} {index + 1}
            </h3>
            <IconButton
              icon={X}
              size="sm"
              label={`Remove ${one} ${index + 1}`}
              onClick={() => {
                write(items.filter((_, other) => other !== index));
                focusItem(Math.min(index, items.length - 2));
              }}
            />
          </div>
          {children([...path, index])}
        </section>
      ))}
      <Button
        data-add
        size="sm"
        icon={Plus}
        onClick={() => {
          write([...items, new Map()]);
          focusItem(items.length);
        }}
      >
        {`Add ${/^[aeiou]/.test(one) ? "an" : "a"} ${one}`}
      </Button>
    </fieldset>
  );
}
