import { Checkbox } from "@base-ui/react/checkbox";
import { Check as CheckIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  /** What it means, in grey behind the label. */
  explain?: ReactNode;
  /** It can be reached and read, and not changed. */
  readOnly?: boolean;
}

export function Check({ checked, onChange, label, explain, readOnly = false }: Props) {
  return (
    // The label wraps the control, as Base UI wants it; the rule looks for an input.
    // biome-ignore lint/a11y/noLabelWithoutControl: Checkbox.Root holds the input.
    <label className="inline-flex items-start gap-2 max-sm:min-h-8 max-sm:items-center">
      <Checkbox.Root
        checked={checked}
        onCheckedChange={onChange}
        readOnly={readOnly}
        className="mt-[3px] inline-flex size-3.5 shrink-0 items-center justify-center rounded-1 border border-edge bg-main data-checked:border-accent data-checked:bg-accent data-readonly:cursor-default data-readonly:border-line-strong data-readonly:data-checked:border-line-strong data-readonly:data-checked:bg-fg-3 max-sm:mt-0 max-sm:size-4"
      >
        <Checkbox.Indicator className="text-on-ink">
          <CheckIcon aria-hidden size={10} strokeWidth={3} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span>
        {label} {explain ? <span className="text-fg-3">{explain}</span> : null}
      </span>
    </label>
  );
}
