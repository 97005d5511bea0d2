import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import { useCli } from "@/connection/use-cli";
import { useBucketDocument } from "@/features/stream-admin/api/document";
import type { DocumentView } from "@/shared/document/editor-context";
import { pagePart } from "@/shared/lib/page-part";
import { caught, object, optional, string } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { viewOf } from "./-document-view";

const StreamEditor = pagePart(
  async () => (await import("@/features/stream-admin/components/stream-editor")).StreamEditor,
);

const search = object({ view: caught(optional(string()), undefined) });

export const Route = createFileRoute("/c/$connectionId/kv/$bucket/edit")({
  validateSearch: (input): { view?: DocumentView | undefined } => ({
    view: viewOf(search.parse(input).view, ["json", "changes"]),
  }),
  component: EditBucketRoute,
});

function EditBucketRoute() {
  const { bucket } = Route.useParams();
  const { view = "form" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const { id } = useConnection();
  const reading = useBucketDocument(bucket);
  const cli = useCli();
  const { data } = reading;
  return (
    <Page
      crumbs={[
        { label: "Key-value", link: { to: "/c/$connectionId/kv", params: { connectionId: id } } },
        {
          label: bucket,
          typed: true,
          link: { to: "/c/$connectionId/kv/$bucket", params: { connectionId: id, bucket } },
        },
        { label: "Edit" },
      ]}
      readings={[reading]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            {
              title: "Edit its stream in your editor",
              command: cli.named(["stream", "edit", "--interactive"], [`KV_${bucket}`]),
            },
          ]}
        />
      }
    >
      {data ? (
        <Suspense fallback={null}>
          <StreamEditor
            key={bucket}
            bucket={bucket}
            initial={data}
            reading={reading}
            view={view}
            onView={(next) => void navigate({ search: { view: next === "form" ? undefined : next }, replace: true })}
          />
        </Suspense>
      ) : (
        <Unread title={`${bucket} could not be read`} readings={[reading]} />
      )}
    </Page>
  );
}
