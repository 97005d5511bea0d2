import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/shell/page";

export const Route = createFileRoute("/c/$connectionId/streams/")({ component: StreamsRoute });

function StreamsRoute() {
  return (
    <Page crumbs={[{ label: "Streams" }]}>
      <div className="min-h-0 flex-1" />
    </Page>
  );
}
