import { createFileRoute } from "@tanstack/react-router";
import { StreamPage } from "./-stream-page";

export const Route = createFileRoute("/c/$connectionId/streams/$stream/subjects")({ component: SubjectsRoute });

function SubjectsRoute() {
  const { stream } = Route.useParams();
  return (
    <StreamPage stream={stream} tab="Subjects">
      <div className="min-h-0 flex-1" />
    </StreamPage>
  );
}
