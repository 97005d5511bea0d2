import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { hasCode } from "@/api/errors";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import { useCli } from "@/connection/use-cli";
import { useConsumerDocument } from "@/features/consumers/api/document";
import { NoConsumer } from "@/features/consumers/components/no-consumer";
import { editCommands } from "@/features/consumers/lib/cli";
import type { DocumentView } from "@/shared/document/editor-context";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { consumerCrumbs } from "./-consumer-crumbs";
import { viewOf } from "./-document-view";

const ConsumerEditor = pagePart(
  async () => (await import("@/features/consumers/components/consumer-editor")).ConsumerEditor,
);

const search = object({ view: searchText() });

export const Route = createFileRoute("/c/$connectionId/streams/$stream/consumers/$consumer/edit")({
  validateSearch: (input): { view?: DocumentView | undefined } => ({
    view: viewOf(search.parse(input).view, ["json", "changes"]),
  }),
  component: EditConsumerRoute,
});

function EditConsumerRoute() {
  const { stream, consumer } = Route.useParams();
  const { view = "form" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const { id } = useConnection();
  const reading = useConsumerDocument(stream, consumer);
  const cli = useCli();
  const gone = hasCode(reading.error, "consumer_not_found", "stream_not_found") && reading.data === undefined;
  const params = { connectionId: id, stream, consumer };
  return (
    <Page
      crumbs={[
        ...consumerCrumbs(id, stream),
        {
          label: consumer,
          typed: true,
          link: { to: "/c/$connectionId/streams/$stream/consumers/$consumer", params },
        },
        { label: "Edit" },
      ]}
      readings={gone ? [] : [reading]}
      actions={<CopyAsCli note={cli.note} commands={editCommands(cli, { stream, name: consumer })} />}
    >
      {gone ? (
        <NoConsumer stream={stream} name={consumer} />
      ) : reading.data ? (
        <Suspense fallback={null}>
          <ConsumerEditor
            key={`${stream}/${consumer}`}
            stream={stream}
            initial={reading.data}
            reading={reading}
            view={view}
            onView={(next) => void navigate({ search: { view: next === "form" ? undefined : next }, replace: true })}
          />
        </Suspense>
      ) : (
        <Unread title={`${consumer} could not be read`} readings={[reading]} />
      )}
    </Page>
  );
}
