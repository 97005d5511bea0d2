import { Field } from "@base-ui/react/field";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";

interface Props<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly {
    value: V;
    label: string;
    /** What it means, in grey behind the label. */
    meaning?: string | undefined;
  }[];
}

/** One of several that have to be explained, one under the other. */
export function RadioList<V extends string>({ label, value, onChange, options }: Props<V>) {
  return (
    // A field of its own: inside another one it would take over that field's label and description.
    <Field.Root className="min-w-0">
      <RadioGroup
        aria-label={label}
        value={value}
        onValueChange={(next) => onChange(next as V)}
        className="flex flex-col gap-1"
      >
        {options.map((option) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: Radio.Root is the button.
          <label key={option.value} className="inline-flex items-start gap-2 max-sm:min-h-8 max-sm:items-center">
            <Radio.Root
              value={option.value}
              nativeButton
              render={<button type="button" />}
              className="mt-[3px] inline-flex size-3.5 shrink-0 items-center justify-center rounded-full border border-edge bg-main data-checked:border-accent max-sm:mt-0 max-sm:size-4"
            >
              <Radio.Indicator className="size-2 rounded-full bg-accent" />
            </Radio.Root>
            <span>
              {option.label} {option.meaning ? <span className="text-fg-3 text-small">{option.meaning}</span> : null}
            </span>
          </label>
        ))}
      </RadioGroup>
    </Field.Root>
  );
}
