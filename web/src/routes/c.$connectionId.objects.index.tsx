import { createFileRoute, useRouter } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { useObjectBuckets } from "@/features/objects/api/objects";
import { NewBucket } from "@/features/objects/components/new-bucket";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const ObjectBucketsGrid = pagePart(
  async () => (await import("@/features/objects/components/buckets-grid")).ObjectBucketsGrid,
);

const schema = object({ q: searchText() });

export const Route = createFileRoute("/c/$connectionId/objects/")({
  validateSearch: (input): { q?: string | undefined } => ({ q: schema.parse(input).q || undefined }),
  component: ObjectBucketsRoute,
});

function ObjectBucketsRoute() {
  const { id } = useConnection();
  const { q = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const cli = useCli();
  const reading = useObjectBuckets(q);
  const to = (bucket: string) =>
    ({ to: "/c/$connectionId/objects/$bucket", params: { connectionId: id, bucket } }) as const;
  const make = <NewBucket onMade={(bucket) => void navigate(to(bucket))} />;
  return (
    <Page
      crumbs={[{ label: "Objects" }]}
      readings={[reading]}
      saysAge
      actions={
        <>
          <CopyAsCli
            note={cli.note}
            commands={[{ title: "The buckets of this account", command: cli.command("object", "ls") }]}
          />
          {make}
        </>
      }
    >
      <Suspense fallback={null}>
        <ObjectBucketsGrid
          reading={reading}
          search={q}
          onSearch={(next) => void navigate({ search: { q: next || undefined }, replace: true })}
          href={(bucket) => router.history.createHref(router.buildLocation(to(bucket)).publicHref)}
          onOpen={(bucket) => void navigate(to(bucket))}
          make={make}
        />
      </Suspense>
    </Page>
  );
}
