import { FilterChip } from "@/shared/grid/filter-chip";
import { FilterSomeChip } from "@/shared/grid/filter-some-chip";
import { kinds, listText, queryOf, retentions, type StreamSearch, states, storages } from "../lib/search";
import { kindWords, retentionWords, stateWords, storageWords } from "../lib/words";

interface Props {
  search: StreamSearch;
  onSearch: (next: StreamSearch) => void;
}

/** What narrows the list of streams down besides its text. */
export function StreamFilters({ search, onSearch }: Props) {
  const query = queryOf(search);
  return (
    <>
      <FilterSomeChip
        what="Kind"
        values={query.kinds}
        options={kinds.map((value) => ({ value, label: kindWords[value] }))}
        onChange={(next) => onSearch({ kind: listText(next) })}
      />
      <FilterChip
        what="Storage"
        value={query.storage ?? "any"}
        options={[any, ...storages.map((value) => ({ value, label: storageWords[value] }))]}
        onChange={(next) => onSearch({ storage: next === "any" ? undefined : next })}
      />
      <FilterChip
        what="Retention"
        value={query.retention ?? "any"}
        options={[any, ...retentions.map((value) => ({ value, label: retentionWords[value] }))]}
        onChange={(next) => onSearch({ retention: next === "any" ? undefined : next })}
      />
      <FilterSomeChip
        what="State"
        values={query.states}
        options={states.map((value) => ({ value, label: stateWords[value] }))}
        onChange={(next) => onSearch({ only: listText(next) })}
      />
    </>
  );
}

const any = { value: "any" as const, label: "any" };
