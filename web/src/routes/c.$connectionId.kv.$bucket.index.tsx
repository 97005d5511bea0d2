import { createFileRoute, useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { useBucket } from "@/features/kv/api/bucket";
import { useKeys } from "@/features/kv/api/keys";
import { NewKey } from "@/features/kv/components/new-key";
import { type KeySearch, parseKeySearch, queryOf } from "@/features/kv/lib/search";
import { subjectPrefix, watchedSubject } from "@/features/kv/lib/subjects";
import { cx } from "@/shared/lib/cx";
import { pagePart } from "@/shared/lib/page-part";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { BucketActions } from "./-bucket-actions";
import { WatchLink } from "./-watch-link";

const KeysGrid = pagePart(async () => (await import("@/features/kv/components/keys-grid")).KeysGrid);
const KeysPane = pagePart(async () => (await import("@/features/kv/components/keys-pane")).KeysPane);
const KeyInspector = lazy(async () => ({
  default: (await import("@/features/kv/components/key-inspector")).KeyInspector,
}));

export const Route = createFileRoute("/c/$connectionId/kv/$bucket/")({
  validateSearch: parseKeySearch,
  remountDeps: ({ params }) => params.bucket,
  component: BucketRoute,
});

function BucketRoute() {
  const { bucket } = Route.useParams();
  const { id } = useConnection();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const reading = useKeys(bucket, queryOf(search));
  const onSearch = (next: KeySearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  const prefix = subjectPrefix(bucket, useBucket(bucket).data?.mirror);
  const make = <NewKey bucket={bucket} onMade={(key) => onSearch({ key })} />;
  const to = (key: string) =>
    ({
      to: "/c/$connectionId/kv/$bucket",
      params: { connectionId: id, bucket },
      search: { ...search, key },
    }) as const;
  return (
    <Page
      crumbs={[
        { label: "Key-value", link: { to: "/c/$connectionId/kv", params: { connectionId: id } } },
        { label: bucket, typed: true },
      ]}
      readings={[reading]}
      saysAge
      actions={
        <>
          <Cli bucket={bucket} selected={search.key} />
          <WatchLink
            stream={`KV_${bucket}`}
            subject={watchedSubject(prefix, search.filter ?? "")}
            title={search.filter ? "Follow what is written to these keys" : "Follow what is written to the bucket"}
          />
          <BucketActions bucket={bucket} filter={search.filter ?? ""} />
          {make}
        </>
      }
      inspector={
        search.key ? (
          <Suspense fallback={null}>
            <KeyInspector
              key={search.key}
              bucket={bucket}
              name={search.key}
              watch={
                <WatchLink
                  stream={`KV_${bucket}`}
                  subject={prefix + search.key}
                  withLast
                  title="Follow what is written to this key"
                />
              }
              onClose={() => onSearch({ key: undefined })}
            />
          </Suspense>
        ) : undefined
      }
    >
      <Suspense fallback={null}>
        <div className="flex min-h-0 min-w-0 flex-1">
          {search.view === "tree" ? <KeysPane {...{ bucket, reading, search, onSearch }} /> : null}
          <div className={cx("flex min-w-0 flex-1 flex-col", search.view === "tree" && "max-md:hidden")}>
            <KeysGrid
              bucket={bucket}
              reading={reading}
              search={search}
              onSearch={onSearch}
              href={(key) => router.history.createHref(router.buildLocation(to(key)).publicHref)}
              make={make}
            />
          </div>
        </div>
      </Suspense>
    </Page>
  );
}

function Cli({ bucket, selected }: { bucket: string; selected: string | undefined }) {
  const cli = useCli();
  return (
    <CopyAsCli
      note={cli.note}
      commands={[
        ...(selected
          ? [
              { title: "This key", command: cli.named(["kv", "get"], [bucket, selected]) },
              { title: "Its history", command: cli.named(["kv", "history"], [bucket, selected]) },
            ]
          : []),
        { title: "The keys of this bucket", command: cli.named(["kv", "ls"], [bucket]) },
        { title: "Edit its stream", command: cli.named(["stream", "edit", "--interactive"], [`KV_${bucket}`]) },
        { title: "Follow it", command: cli.named(["kv", "watch"], [bucket]) },
      ]}
    />
  );
}
