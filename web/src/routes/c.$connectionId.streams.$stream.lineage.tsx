import { createFileRoute } from "@tanstack/react-router";
import { StreamPage } from "./-stream-page";

export const Route = createFileRoute("/c/$connectionId/streams/$stream/lineage")({ component: LineageRoute });

function LineageRoute() {
  const { stream } = Route.useParams();
  return (
    <StreamPage stream={stream} tab="Lineage">
      <div className="min-h-0 flex-1" />
    </StreamPage>
  );
}
