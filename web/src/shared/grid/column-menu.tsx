import { IconButton } from "@/shared/ui/icon-button";
import { Menu, MenuCheck, MenuItem, MenuLine } from "@/shared/ui/menu";
import { columnsButton } from "./columns-button";
import { useGrid } from "./grid-context";

/** Which columns are shown. The choice is kept for this list; the name stays, as a row without it says nothing. */
export function ColumnMenu() {
  const { columns } = useGrid();
  return (
    <Menu align="end" defaultOpen trigger={<IconButton {...columnsButton} />}>
      {columns.all.map(({ id, title, shown, fixed }) => (
        <MenuCheck key={id} checked={shown} disabled={fixed} onChange={(next) => columns.show(id, next)}>
          {title}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuItem disabled={!columns.changed} onClick={columns.reset}>
        <span className="pl-[22px]">Back to the usual columns</span>
      </MenuItem>
    </Menu>
  );
}
