import { createFileRoute } from "@tanstack/react-router";
import { StreamPage } from "./-stream-page";

export const Route = createFileRoute("/c/$connectionId/streams/$stream/")({ component: StreamOverviewRoute });

function StreamOverviewRoute() {
  const { stream } = Route.useParams();
  return (
    <StreamPage stream={stream}>
      <div className="min-h-0 flex-1" />
    </StreamPage>
  );
}
