import { createFileRoute } from "@tanstack/react-router";
import { useCli } from "@/connection/use-cli";
import { useLineage } from "@/features/streams/api/lineage";
import { StreamLineage } from "@/features/streams/components/stream-lineage";
import { object, searchText } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { StreamPage } from "./-stream-page";

const schema = object({ view: searchText() });

export const Route = createFileRoute("/c/$connectionId/streams/$stream/lineage")({
  validateSearch: (input): { view?: "graph" | undefined } => ({
    view: schema.parse(input).view === "graph" ? "graph" : undefined,
  }),
  remountDeps: ({ params }) => params.stream,
  component: StreamLineageRoute,
});

function StreamLineageRoute() {
  const { stream } = Route.useParams();
  const { view = "table" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const reading = useLineage(stream);
  const cli = useCli();
  return (
    <StreamPage
      stream={stream}
      tab="Lineage"
      readings={[reading]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            { title: "Draw all streams with their mirrors and sources", command: cli.command("stream", "graph") },
            { title: "Show this stream", command: cli.named(["stream", "info"], [stream]) },
          ]}
        />
      }
    >
      <StreamLineage
        stream={stream}
        reading={reading}
        view={view}
        onView={(next) => void navigate({ search: next === "graph" ? { view: next } : {}, replace: true })}
      />
    </StreamPage>
  );
}
