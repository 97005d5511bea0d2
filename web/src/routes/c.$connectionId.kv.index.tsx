import { createFileRoute, useRouter } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { useBuckets } from "@/features/kv/api/buckets";
import { NewBucket } from "@/features/kv/components/new-bucket";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const BucketsGrid = pagePart(async () => (await import("@/features/kv/components/buckets-grid")).BucketsGrid);

const schema = object({ q: searchText() });

export const Route = createFileRoute("/c/$connectionId/kv/")({
  validateSearch: (input): { q?: string | undefined } => ({ q: schema.parse(input).q || undefined }),
  component: BucketsRoute,
});

function BucketsRoute() {
  const { id } = useConnection();
  const { q = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const cli = useCli();
  const reading = useBuckets(q);
  const to = (bucket: string) => ({ to: "/c/$connectionId/kv/$bucket", params: { connectionId: id, bucket } }) as const;
  const make = <NewBucket onMade={(bucket) => void navigate(to(bucket))} />;
  return (
    <Page
      crumbs={[{ label: "Key-value" }]}
      readings={[reading]}
      saysAge
      actions={
        <>
          <CopyAsCli
            note={cli.note}
            commands={[{ title: "The buckets of this account", command: cli.command("kv", "ls") }]}
          />
          {make}
        </>
      }
    >
      <Suspense fallback={null}>
        <BucketsGrid
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
