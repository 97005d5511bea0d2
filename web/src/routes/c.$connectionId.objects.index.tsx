import { createFileRoute } from "@tanstack/react-router";
import { useObjectBuckets } from "@/features/buckets/api/buckets";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { BucketsPage } from "./-buckets-page";

const Grid = pagePart(
  async () => (await import("@/features/buckets/components/object-buckets-grid")).ObjectBucketsGrid,
);

const schema = object({ q: searchText() });

export const Route = createFileRoute("/c/$connectionId/objects/")({
  validateSearch: (input): { q?: string | undefined } => ({ q: schema.parse(input).q || undefined }),
  component: ObjectsRoute,
});

function ObjectsRoute() {
  const { q = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <BucketsPage
      store="objects"
      Grid={Grid}
      reading={useObjectBuckets(q)}
      search={q}
      onSearch={(next) => void navigate({ search: { q: next || undefined }, replace: true })}
    />
  );
}
