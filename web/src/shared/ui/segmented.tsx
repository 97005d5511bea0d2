import { Field } from "@base-ui/react/field";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

interface Props<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly {
    value: V;
    label: string;
    mark?: ReactNode;
    /** How many there are of it. */
    count?: string | undefined;
    /** Its colour, where it has a meaning. */
    look?: string | undefined;
  }[];
  /** In a toolbar it is as high as the other controls there. */
  size?: "form" | "control";
  className?: string;
}

const heights = { form: "h-8 max-sm:h-10", control: "h-control" };

/** One of a few, all in sight. For a screen reader it is a group of radio buttons. */
export function Segmented<V extends string>({ label, value, onChange, options, size = "form", className }: Props<V>) {
  return (
    // A field of its own: inside another one it would take over that field's label and description.
    <Field.Root className={cx("flex w-fit shrink-0 max-sm:w-full max-sm:min-w-0", className)}>
      <RadioGroup
        aria-label={label}
        value={value}
        onValueChange={(next) => onChange(next as V)}
        className={cx("flex min-w-0 flex-1 rounded-2 border border-line-strong bg-main", heights[size])}
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            nativeButton
            render={<button type="button" />}
            className="inline-flex shrink-0 items-center justify-center gap-1.5 border-line border-l px-[9px] whitespace-nowrap text-fg-2 transition-colors duration-(--fast) first:rounded-l-[4px] first:border-l-0 last:rounded-r-[4px] hover:bg-hover data-checked:bg-press data-checked:font-medium data-checked:text-fg max-sm:min-w-0 max-sm:flex-auto max-sm:px-1.5"
          >
            {option.mark}
            <span data-label={option.label} className={cx("steady-weight max-sm:truncate-line", option.look)}>
              {option.label}
            </span>
            {option.count === undefined ? null : <span className="font-normal text-fg-3">{option.count}</span>}
          </Radio.Root>
        ))}
      </RadioGroup>
    </Field.Root>
  );
}
