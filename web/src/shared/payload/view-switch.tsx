import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";

interface Props<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string }[];
}

/** The small form of Segmented, for the head of a region. */
export function ViewSwitch<V extends string>({ label, value, onChange, options }: Props<V>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as V)}
      className="flex h-6 shrink-0 rounded-2 border border-line-strong bg-main text-small max-sm:h-11"
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          nativeButton
          render={<button type="button" />}
          className="inline-flex items-center border-line border-l px-2 text-fg-2 transition-colors duration-(--fast) first:rounded-l-[4px] first:border-l-0 last:rounded-r-[4px] hover:bg-hover data-checked:bg-press data-checked:font-medium data-checked:text-fg"
        >
          <span data-label={option.label} className="steady-weight">
            {option.label}
          </span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
