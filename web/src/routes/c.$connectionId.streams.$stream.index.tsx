import { createFileRoute } from "@tanstack/react-router";
import { useCli } from "@/connection/use-cli";
import { useStream } from "@/features/streams/api/stream";
import { StreamOverview } from "@/features/streams/components/stream-overview";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { StreamPage } from "./-stream-page";

export const Route = createFileRoute("/c/$connectionId/streams/$stream/")({
  remountDeps: ({ params }) => params.stream,
  component: StreamOverviewRoute,
});

function StreamOverviewRoute() {
  const { stream } = Route.useParams();
  const reading = useStream(stream);
  const cli = useCli();
  return (
    <StreamPage
      stream={stream}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            { title: "Show this stream", command: cli.named(["stream", "info"], [stream]) },
            { title: "Only how it stands", command: cli.named(["stream", "state"], [stream]) },
            {
              title: "Have the replicas choose another leader",
              command: cli.named(["stream", "cluster", "step-down"], [stream]),
            },
          ]}
        />
      }
    >
      <StreamOverview stream={stream} reading={reading} />
    </StreamPage>
  );
}
