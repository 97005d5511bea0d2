import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import { useCli } from "@/connection/use-cli";
import { useStreamDocument } from "@/features/stream-admin/api/document";
import type { DocumentView } from "@/shared/document/editor-context";
import { pagePart } from "@/shared/lib/page-part";
import { caught, object, optional, string } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { viewOf } from "./-document-view";

const StreamEditor = pagePart(
  async () => (await import("@/features/stream-admin/components/stream-editor")).StreamEditor,
);

const search = object({ view: caught(optional(string()), undefined) });

export const Route = createFileRoute("/c/$connectionId/streams/$stream/edit")({
  validateSearch: (input): { view?: DocumentView | undefined } => ({
    view: viewOf(search.parse(input).view, ["json", "changes"]),
  }),
  component: EditStreamRoute,
});

function EditStreamRoute() {
  const { stream } = Route.useParams();
  const { view = "form" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const { id } = useConnection();
  const reading = useStreamDocument(stream);
  const cli = useCli();
  const { data } = reading;
  return (
    <Page
      crumbs={[
        { label: "Streams", link: { to: "/c/$connectionId/streams", params: { connectionId: id } } },
        {
          label: stream,
          typed: true,
          link: { to: "/c/$connectionId/streams/$stream", params: { connectionId: id, stream } },
        },
        { label: "Edit" },
      ]}
      readings={[reading]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            { title: "Edit it in your editor", command: cli.named(["stream", "edit", "--interactive"], [stream]) },
          ]}
        />
      }
    >
      {data ? (
        <Suspense fallback={null}>
          <StreamEditor
            key={stream}
            initial={data}
            reading={reading}
            view={view}
            onView={(next) => void navigate({ search: { view: next === "form" ? undefined : next }, replace: true })}
          />
        </Suspense>
      ) : (
        <Unread title={`${stream} could not be read`} readings={[reading]} />
      )}
    </Page>
  );
}
