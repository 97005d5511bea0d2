import { Columns3 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/shared/ui/icon-button";

const ColumnMenu = lazy(async () => ({ default: (await import("./column-menu")).ColumnMenu }));

export const columnsButton = { icon: Columns3, label: "Columns" };

/** The choice of columns; its menu is loaded with the first press and opens then. */
export function ColumnsButton() {
  const [wanted, setWanted] = useState(false);
  const button = <IconButton {...columnsButton} onClick={() => setWanted(true)} />;
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <ColumnMenu />
    </Suspense>
  );
}
