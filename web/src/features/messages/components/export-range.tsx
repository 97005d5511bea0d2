import { Field, TextInput } from "@/shared/ui/field";
import type { Range, WishProblems } from "../lib/export";

type Between = Extract<Range, { kind: "between" }>;

interface Props {
  range: Between;
  problems: WishProblems;
  onChange: (range: Between) => void;
}

export function ExportRange({ range, problems, onChange }: Props) {
  const end = (which: "first" | "last", label: string, placeholder: string) => (
    <Field label={label} error={problems[which]} className="flex-1">
      <TextInput
        inputMode="numeric"
        placeholder={placeholder}
        value={range[which]}
        onChange={(event) => onChange({ ...range, [which]: event.target.value })}
      />
    </Field>
  );
  return (
    <div className="flex gap-3">
      {end("first", "From sequence", "the first")}
      {end("last", "To sequence", "the last")}
    </div>
  );
}
