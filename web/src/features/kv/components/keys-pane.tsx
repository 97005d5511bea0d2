import { ViewSwitch } from "@/shared/payload/view-switch";
import type { KeysReading } from "../api/keys";
import type { KeySearch } from "../lib/search";
import { KeysTree } from "./keys-tree";

interface Props {
  bucket: string;
  reading: KeysReading;
  search: KeySearch;
  onSearch: (next: KeySearch) => void;
}

/** The tree beside the table, and on a phone in its place. */
export function KeysPane({ bucket, reading, search, onSearch }: Props) {
  return (
    <section
      aria-label="Tree of keys"
      className="flex w-[236px] shrink-0 flex-col border-line border-r bg-sub max-md:w-full max-md:border-r-0 xl:w-[280px]"
    >
      <div className="flex h-13 shrink-0 items-center border-line border-b px-3 md:hidden">
        <KeysViewSwitch search={search} onSearch={onSearch} />
      </div>
      <KeysTree bucket={bucket} reading={reading} search={search} onSelect={(key) => onSearch({ key })} />
    </section>
  );
}

/** Whether there is a tree. */
export function KeysViewSwitch({ search, onSearch }: Pick<Props, "search" | "onSearch">) {
  return (
    <ViewSwitch
      label="View"
      value={search.view ?? "table"}
      onChange={(view) => onSearch({ view: view === "tree" ? view : undefined })}
      options={[
        { value: "table", label: "Table" },
        { value: "tree", label: "Tree" },
      ]}
    />
  );
}
