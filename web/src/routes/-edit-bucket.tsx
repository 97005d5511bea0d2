import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { bucketLink, listLink, type StoreBucket, storeTitle, streamOf } from "@/connection/store-bucket";
import { Unread } from "@/connection/unread";
import { useCli } from "@/connection/use-cli";
import { useBucketDocument } from "@/features/stream-admin/api/document";
import type { DocumentView } from "@/shared/document/editor-context";
import { pagePart } from "@/shared/lib/page-part";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const StreamEditor = pagePart(
  async () => (await import("@/features/stream-admin/components/stream-editor")).StreamEditor,
);

interface Props {
  bucket: StoreBucket;
  view: DocumentView;
  onView: (view: DocumentView) => void;
}

/** Changes a bucket as the stream that it is. */
export function EditBucket({ bucket, view, onView }: Props) {
  const { id } = useConnection();
  const reading = useBucketDocument(bucket);
  const cli = useCli();
  const { data } = reading;
  return (
    <Page
      crumbs={[
        { label: storeTitle(bucket.store), link: listLink(bucket.store, id) },
        { label: bucket.name, typed: true, link: bucketLink(bucket, id) },
        { label: "Edit" },
      ]}
      readings={[reading]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            {
              title: "Edit its stream in your editor",
              command: cli.named(["stream", "edit", "--interactive"], [streamOf(bucket)]),
            },
          ]}
        />
      }
    >
      {data ? (
        <Suspense fallback={null}>
          <StreamEditor
            key={bucket.name}
            bucket={bucket}
            initial={data}
            reading={reading}
            view={view}
            onView={onView}
          />
        </Suspense>
      ) : (
        <Unread title={`${bucket.name} could not be read`} readings={[reading]} />
      )}
    </Page>
  );
}
