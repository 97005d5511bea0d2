import { createFileRoute, useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { useReadOnly } from "@/connection/use-read-only";
import { useObjects } from "@/features/objects/api/objects";
import { useUploads } from "@/features/objects/api/uploads";
import { UploadButton, UploadDrop } from "@/features/objects/components/upload-button";
import { type ObjectSearch, parseObjectSearch, queryOf } from "@/features/objects/lib/search";
import { pagePart } from "@/shared/lib/page-part";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { ObjectBucketActions } from "./-object-bucket-actions";
import { WatchLink } from "./-watch-link";

const ObjectsGrid = pagePart(async () => (await import("@/features/objects/components/objects-grid")).ObjectsGrid);
const UploadList = lazy(async () => ({
  default: (await import("@/features/objects/components/upload-list")).UploadList,
}));
const ObjectInspector = lazy(async () => ({
  default: (await import("@/features/objects/components/object-inspector")).ObjectInspector,
}));

export const Route = createFileRoute("/c/$connectionId/objects/$bucket/")({
  validateSearch: parseObjectSearch,
  remountDeps: ({ params }) => params.bucket,
  component: ObjectsRoute,
});

function ObjectsRoute() {
  const { bucket } = Route.useParams();
  const { id } = useConnection();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const locked = useReadOnly();
  const reading = useObjects(bucket, queryOf(search));
  const uploads = useUploads(bucket);
  const onSearch = (next: ObjectSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  const onFiles = (files: File[]) => uploads.add(files, "keep");
  const make = <UploadButton locked={locked} onFiles={onFiles} />;
  const to = (object: string) =>
    ({
      to: "/c/$connectionId/objects/$bucket",
      params: { connectionId: id, bucket },
      search: { ...search, object },
    }) as const;
  return (
    <Page
      crumbs={[
        { label: "Objects", link: { to: "/c/$connectionId/objects", params: { connectionId: id } } },
        { label: bucket, typed: true },
      ]}
      readings={[reading]}
      saysAge
      actions={
        <>
          <Cli bucket={bucket} selected={search.object} />
          <WatchLink
            stream={`OBJ_${bucket}`}
            subject={`$O.${bucket}.M.>`}
            title="Follow which objects are written and deleted"
          />
          <ObjectBucketActions bucket={bucket} onLinked={(object) => onSearch({ object })} />
          {make}
        </>
      }
      inspector={
        search.object ? (
          <Suspense fallback={null}>
            <ObjectInspector
              key={search.object}
              bucket={bucket}
              name={search.object}
              onRenamed={(object) => onSearch({ object })}
              onClose={() => onSearch({ object: undefined })}
            />
          </Suspense>
        ) : undefined
      }
    >
      <UploadDrop locked={locked} onFiles={onFiles}>
        <Suspense fallback={null}>
          <ObjectsGrid
            bucket={bucket}
            reading={reading}
            search={search}
            onSearch={onSearch}
            href={(object) => router.history.createHref(router.buildLocation(to(object)).publicHref)}
            make={make}
          />
        </Suspense>
        {uploads.list.length > 0 ? (
          <Suspense fallback={null}>
            <UploadList uploads={uploads} />
          </Suspense>
        ) : null}
      </UploadDrop>
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
              { title: "Download this object", command: cli.named(["object", "get"], [bucket, selected]) },
              { title: "What is said of it", command: cli.named(["object", "info"], [bucket, selected]) },
            ]
          : []),
        { title: "The objects of this bucket", command: cli.named(["object", "ls"], [bucket]) },
        { title: "Follow it", command: cli.named(["object", "watch"], [bucket]) },
      ]}
    />
  );
}
