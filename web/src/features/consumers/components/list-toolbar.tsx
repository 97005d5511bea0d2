import { SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import type { ConsumerList } from "@/api/types";
import { FilterChip } from "@/shared/grid/filter-chip";
import { FilterField } from "@/shared/grid/filter-field";
import { GridToolbar } from "@/shared/grid/toolbar";
import { Button } from "@/shared/ui/button";
import { Popover } from "@/shared/ui/popover";
import type { ConsumersSearch, Kind } from "../lib/list-search";
import { StreamChip } from "./stream-chip";
import { VerdictChip, VerdictFilter } from "./verdict-filter";

interface FilterProps {
  search: ConsumersSearch;
  onSearch: (next: Partial<ConsumersSearch>) => void;
  counts: ConsumerList["counts"] | undefined;
  /** Whose consumers they are, when they are of one stream. */
  stream: string | undefined;
}

/** What narrows the list down. Where there is no room for all of it, the rest is behind one button. */
export function ListToolbar({ fresh, ...filters }: FilterProps & { fresh: ReactNode }) {
  const { search, onSearch, counts, stream } = filters;
  return (
    <GridToolbar
      filter={
        <>
          <div className="shrink-0 @max-[780px]:hidden">
            <VerdictFilter value={search.verdict} onChange={(verdict) => onSearch({ verdict })} counts={counts} />
          </div>
          <FilterField
            label={stream === undefined ? "Filter by name or stream" : "Filter by name"}
            value={search.q ?? ""}
            onChange={(q) => onSearch({ q: q || undefined })}
          />
        </>
      }
      whenNarrow={<FewFilters {...filters} />}
      fresh={fresh}
    >
      <div className="flex shrink-0 items-center gap-2 @max-[1020px]:hidden">
        <Chips {...filters} />
      </div>
      <div className="@min-[1020px]:hidden">
        <FewFilters {...filters} />
      </div>
    </GridToolbar>
  );
}

function Chips({ search, onSearch, stream }: FilterProps) {
  return (
    <>
      {stream === undefined ? (
        <StreamChip value={search.stream} onChange={(next) => onSearch({ stream: next })} />
      ) : null}
      <FilterChip<Kind | "any">
        what="Kind"
        value={search.kind ?? "any"}
        onChange={(kind) => onSearch({ kind: kind === "any" ? undefined : kind })}
        options={[
          { value: "any", label: "pull and push" },
          { value: "pull", label: "pull" },
          { value: "push", label: "push" },
        ]}
      />
    </>
  );
}

function FewFilters(filters: FilterProps) {
  const { search, onSearch, counts } = filters;
  const set = [search.verdict, search.stream, search.kind].filter((value) => value !== undefined).length;
  return (
    <Popover
      label="Filters"
      align="end"
      className="flex w-64 flex-col items-start gap-2 p-3"
      trigger={<Button icon={SlidersHorizontal}>{set > 0 ? `Filters: ${set}` : "Filters"}</Button>}
    >
      <VerdictChip value={search.verdict} onChange={(verdict) => onSearch({ verdict })} counts={counts} />
      <Chips {...filters} />
    </Popover>
  );
}
