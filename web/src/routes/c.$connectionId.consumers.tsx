import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/shell/page";
import { useCli } from "@/connection/use-cli";
import { useConsumers } from "@/features/consumers/api/consumers";
import { NewConsumer } from "@/features/consumers/components/new-consumer";
import { listCommands } from "@/features/consumers/lib/cli";
import { parseConsumersSearch } from "@/features/consumers/lib/list-search";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { consumersContent, consumersInspector } from "./-consumers";

export const Route = createFileRoute("/c/$connectionId/consumers")({
  validateSearch: parseConsumersSearch,
  component: ConsumersRoute,
});

function ConsumersRoute() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const reading = useConsumers(search);
  const cli = useCli();
  const list = {
    search,
    reading,
    create: <NewConsumer />,
    onSearch: (next: Partial<typeof search>) =>
      void navigate({ search: (now) => ({ ...now, ...next }), replace: true }),
  };
  return (
    <Page
      crumbs={[{ label: "Consumers" }]}
      readings={[reading]}
      saysAge
      actions={
        <>
          <CopyAsCli note={cli.note} commands={listCommands(cli, undefined)} />
          <NewConsumer />
        </>
      }
      inspector={consumersInspector(list)}
    >
      {consumersContent(list)}
    </Page>
  );
}
