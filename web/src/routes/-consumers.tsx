import { lazy, type ReactNode, Suspense } from "react";
import type { ConsumerList as Part } from "@/api/types";
import type { ListReading } from "@/connection/use-list-reading";
import { type ConsumersSearch, consumerOfKey } from "@/features/consumers/lib/list-search";
import { pagePart } from "@/shared/lib/page-part";

// The same list stands on a page of its own and in the tab of a stream. Head and rail are there before it is loaded.

const ConsumerList = pagePart(async () => (await import("@/features/consumers/components/consumer-list")).ConsumerList);
const ConsumerInspector = lazy(async () => ({
  default: (await import("@/features/consumers/components/consumer-inspector")).ConsumerInspector,
}));

interface List {
  reading: ListReading<Part>;
  search: ConsumersSearch;
  onSearch: (next: Partial<ConsumersSearch>) => void;
  /** Whose consumers they are; of all streams without. */
  stream?: string;
  /** What makes one. */
  create: ReactNode;
}

export function consumersContent(list: List) {
  return (
    <Suspense fallback={null}>
      <ConsumerList {...list} key={list.stream} />
    </Suspense>
  );
}

export function consumersInspector({ search, onSearch }: Pick<List, "search" | "onSearch">) {
  const chosen = consumerOfKey(search.selected);
  if (!chosen) return undefined;
  return (
    <Suspense fallback={null}>
      <ConsumerInspector key={search.selected} {...chosen} onClose={() => onSearch({ selected: undefined })} />
    </Suspense>
  );
}
