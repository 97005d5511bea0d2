import { createFileRoute } from "@tanstack/react-router";
import { useKvBuckets } from "@/features/buckets/api/buckets";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { BucketsPage } from "./-buckets-page";

const Grid = pagePart(async () => (await import("@/features/buckets/components/kv-buckets-grid")).KvBucketsGrid);

const schema = object({ q: searchText() });

export const Route = createFileRoute("/c/$connectionId/kv/")({
  validateSearch: (input): { q?: string | undefined } => ({ q: schema.parse(input).q || undefined }),
  component: KvRoute,
});

function KvRoute() {
  const { q = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <BucketsPage
      store="kv"
      Grid={Grid}
      reading={useKvBuckets(q)}
      search={q}
      onSearch={(next) => void navigate({ search: { q: next || undefined }, replace: true })}
    />
  );
}
