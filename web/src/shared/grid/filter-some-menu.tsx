import type { ReactElement } from "react";
import { Menu, MenuCheck, MenuItem, MenuLine } from "@/shared/ui/menu";
import type { FilterSomeChipProps } from "./filter-some-chip";

/** The choices of a chip of which several can hold. It is drawn because somebody has asked for it. */
export function FilterSomeMenu({
  trigger,
  values,
  options,
  onChange,
}: FilterSomeChipProps<string> & { trigger: ReactElement<Record<string, unknown>> }) {
  const set = (value: string, on: boolean) =>
    onChange(options.map((option) => option.value).filter((one) => (one === value ? on : values.includes(one))));
  return (
    <Menu defaultOpen trigger={trigger}>
      {options.map(({ value, label }) => (
        <MenuCheck key={value} checked={values.includes(value)} onChange={(on) => set(value, on)}>
          {label}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuItem disabled={values.length === 0} onClick={() => onChange([])}>
        <span className="pl-[22px]">Any</span>
      </MenuItem>
    </Menu>
  );
}
