import type { ReactElement } from "react";
import { Menu, MenuChoice } from "@/shared/ui/menu";
import type { FilterChipProps } from "./filter-chip";

/** The choices of a chip. It is drawn because somebody has asked for it. */
export function FilterMenu({
  trigger,
  what,
  ...choice
}: FilterChipProps<string> & { trigger: ReactElement<Record<string, unknown>> }) {
  return (
    <Menu defaultOpen trigger={trigger}>
      <MenuChoice label={what} {...choice} />
    </Menu>
  );
}
