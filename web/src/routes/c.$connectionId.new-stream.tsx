import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import { useCli } from "@/connection/use-cli";
import { useStreamDocument } from "@/features/stream-admin/api/document";
import { copyOf, emptyStream, subjectsOf } from "@/features/stream-admin/lib/new-stream";
import type { DocumentView } from "@/shared/document/editor-context";
import { pagePart } from "@/shared/lib/page-part";
import { caught, object, optional, string } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { viewOf } from "./-document-view";

const StreamCreator = pagePart(
  async () => (await import("@/features/stream-admin/components/stream-creator")).StreamCreator,
);

const search = object({
  /** The stream whose configuration it begins with. */
  copy: caught(optional(string()), undefined),
  view: caught(optional(string()), undefined),
});

interface Search {
  copy?: string | undefined;
  view?: DocumentView | undefined;
}

export const Route = createFileRoute("/c/$connectionId/new-stream")({
  validateSearch: (input): Search => {
    const { copy, view } = search.parse(input);
    return { copy, view: viewOf(view, ["json"]) };
  },
  component: NewStreamRoute,
});

function NewStreamRoute() {
  const { copy, view = "form" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const { id } = useConnection();
  const cli = useCli();
  const onView = (next: DocumentView) =>
    void navigate({ search: (now) => ({ ...now, view: next === "form" ? undefined : next }), replace: true });
  return (
    <Page
      crumbs={[
        { label: "Streams", link: { to: "/c/$connectionId/streams", params: { connectionId: id } } },
        { label: copy === undefined ? "New stream" : "Duplicate" },
      ]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            { title: "Make a stream, asking for what is not said", command: cli.command("stream", "add") },
            ...(copy === undefined
              ? []
              : [
                  { title: "Make a copy of its configuration", command: cli.named(["stream", "copy"], [copy, "NAME"]) },
                ]),
          ]}
        />
      }
    >
      <Suspense fallback={null}>
        {copy === undefined ? (
          <StreamCreator initial={emptyStream} view={view} onView={onView} />
        ) : (
          <Duplicate key={copy} stream={copy} view={view} onView={onView} />
        )}
      </Suspense>
    </Page>
  );
}

function Duplicate({ stream, ...rest }: { stream: string; view: DocumentView; onView: (view: DocumentView) => void }) {
  const reading = useStreamDocument(stream);
  const { data } = reading;
  if (!data) return <Unread title={`${stream} could not be read`} readings={[reading]} />;
  return (
    <StreamCreator
      {...rest}
      initial={copyOf(data.config)}
      copyOf={{ name: data.name, subjects: subjectsOf(data.config) }}
    />
  );
}
