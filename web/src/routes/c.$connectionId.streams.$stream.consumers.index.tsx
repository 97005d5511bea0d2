import { createFileRoute } from "@tanstack/react-router";
import { useCli } from "@/connection/use-cli";
import { useConsumers } from "@/features/consumers/api/consumers";
import { NewConsumerLink } from "@/features/consumers/components/new-consumer";
import { listCommands } from "@/features/consumers/lib/cli";
import { parseConsumersSearch } from "@/features/consumers/lib/list-search";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { consumersContent, consumersInspector } from "./-consumers";
import { StreamPage } from "./-stream-page";

export const Route = createFileRoute("/c/$connectionId/streams/$stream/consumers/")({
  validateSearch: parseConsumersSearch,
  component: StreamConsumersRoute,
});

function StreamConsumersRoute() {
  const { stream } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const reading = useConsumers(search, stream);
  const cli = useCli();
  const list = {
    search,
    reading,
    create: <NewConsumerLink stream={stream} />,
    stream,
    onSearch: (next: Partial<typeof search>) =>
      void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
  };
  return (
    <StreamPage
      stream={stream}
      tab="Consumers"
      readings={[reading]}
      saysAge
      actions={
        <>
          <CopyAsCli note={cli.note} commands={listCommands(cli, stream)} />
          <NewConsumerLink stream={stream} />
        </>
      }
      inspector={consumersInspector(list)}
    >
      {consumersContent(list)}
    </StreamPage>
  );
}
