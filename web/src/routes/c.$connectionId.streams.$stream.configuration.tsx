import { createFileRoute } from "@tanstack/react-router";
import { useCli } from "@/connection/use-cli";
import { useStreamDocument } from "@/features/stream-admin/api/document";
import { Configuration } from "@/features/stream-admin/components/configuration";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { StreamPage } from "./-stream-page";

export const Route = createFileRoute("/c/$connectionId/streams/$stream/configuration")({
  component: ConfigurationRoute,
});

function ConfigurationRoute() {
  const { stream } = Route.useParams();
  const reading = useStreamDocument(stream);
  const cli = useCli();
  return (
    <StreamPage
      stream={stream}
      tab="Configuration"
      readings={[reading]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[{ title: "Show its configuration", command: cli.named(["stream", "info", "--json"], [stream]) }]}
        />
      }
    >
      <Configuration stream={stream} reading={reading} />
    </StreamPage>
  );
}
