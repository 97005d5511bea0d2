import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { createCommands } from "@/features/consumers/lib/cli";
import type { DocumentView } from "@/shared/document/editor-context";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { consumerCrumbs } from "./-consumer-crumbs";
import { viewOf } from "./-document-view";

const ConsumerCreator = pagePart(
  async () => (await import("@/features/consumers/components/consumer-creator")).ConsumerCreator,
);

const search = object({ view: searchText() });

export const Route = createFileRoute("/c/$connectionId/streams/$stream/new-consumer")({
  validateSearch: (input): { view?: DocumentView | undefined } => ({
    view: viewOf(search.parse(input).view, ["json"]),
  }),
  component: NewConsumerRoute,
});

function NewConsumerRoute() {
  const { stream } = Route.useParams();
  const { view = "form" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const { id } = useConnection();
  const cli = useCli();
  return (
    <Page
      crumbs={[...consumerCrumbs(id, stream), { label: "New consumer" }]}
      actions={<CopyAsCli note={cli.note} commands={createCommands(cli, stream)} />}
    >
      <Suspense fallback={null}>
        <ConsumerCreator
          key={stream}
          stream={stream}
          view={view}
          onView={(next) => void navigate({ search: { view: next === "form" ? undefined : next }, replace: true })}
        />
      </Suspense>
    </Page>
  );
}
