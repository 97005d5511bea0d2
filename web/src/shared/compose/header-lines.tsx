import { Plus, X } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { IconButton } from "@/shared/ui/icon-button";
import { type HeaderLine, headerProblem } from "./headers";

interface Props {
  lines: readonly HeaderLine[];
  onChange: (lines: HeaderLine[]) => void;
}

/** Headers, line by line: a name that has several values stands on several lines. */
export function HeaderLines({ lines, onChange }: Props) {
  const root = useRef<HTMLFieldSetElement>(null);
  const change = (index: number, over: Partial<HeaderLine>) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...over } : line)));
  const focus = (index: number) =>
    requestAnimationFrame(() => {
      const names = root.current?.querySelectorAll<HTMLElement>("[data-header-name]");
      (names?.[index] ?? root.current?.querySelector<HTMLElement>("[data-add-header]"))?.focus();
    });
  const add = () => {
    onChange([...lines, { name: lines.at(-1)?.name ?? "", value: "" }]);
    focus(lines.length);
  };
  const remove = (index: number) => {
    onChange(lines.filter((_, at) => at !== index));
    focus(Math.min(index, lines.length - 2));
  };
  return (
    <fieldset ref={root} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-small">Headers</legend>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; what stands in it is held above.
        <div key={index} className="flex items-start gap-1.5">
          <Field label={`Name of header ${index + 1}`} hideLabel className="w-2/5" error={headerProblem(line)}>
            <TextInput
              mono
              data-header-name
              placeholder="Name"
              value={line.name}
              onChange={(event) => change(index, { name: event.target.value })}
            />
          </Field>
          <Field label={`Value of header ${index + 1}`} hideLabel className="flex-1">
            <TextInput
              mono
              placeholder="Value"
              value={line.value}
              onChange={(event) => change(index, { value: event.target.value })}
            />
          </Field>
          <span className="flex h-8 items-center max-sm:h-10">
            <IconButton
              size="sm"
              iconSize={14}
              icon={X}
              label={`Remove header ${index + 1}`}
              onClick={() => remove(index)}
            />
          </span>
        </div>
      ))}
      <Button data-add-header size="sm" icon={Plus} className="self-start" onClick={add}>
        {lines.length === 0 ? "Add a header" : "Add another"}
      </Button>
    </fieldset>
  );
}
