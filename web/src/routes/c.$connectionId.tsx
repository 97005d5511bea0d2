import { useQuery } from "@tanstack/react-query";
import { createFileRoute, Navigate, useNavigate } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { isGone } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { EnvironmentBand } from "@/app/environment-band";
import { Frame } from "@/app/frame";
import { useIsDisconnecting } from "@/features/connections/api/disconnect";
import { statsQuery } from "@/features/connections/api/stats";
import { ConnectionList } from "@/features/connections/components/connection-list";
import { ConnectionPage } from "@/features/connections/components/connection-page";
import { Button } from "@/shared/ui/button";
import { ProblemView } from "@/shared/ui/problem";
import { Skeleton } from "@/shared/ui/skeleton";

export const Route = createFileRoute("/c/$connectionId")({ component: ConnectionRoute });

function ConnectionRoute() {
  const { connectionId } = Route.useParams();
  const navigate = useNavigate();
  const disconnecting = useIsDisconnecting(connectionId);
  const { data, error, dataUpdatedAt, isFetching, refetch } = useQuery(statsQuery(connectionId));

  if (isGone(error) && !disconnecting) return <Navigate to="/" search={{ return: `/c/${connectionId}` }} replace />;
  return (
    <Frame
      band={
        data ? <EnvironmentBand environment={data.environment} name={data.name} readOnly={data.read_only} /> : undefined
      }
    >
      <title>{data ? `${data.name} · HeyNATS` : "HeyNATS"}</title>
      <div className="grid min-h-0 flex-1 grid-cols-[392px_minmax(0,1fr)] max-wide:grid-cols-[320px_minmax(0,1fr)] max-xl:grid-cols-[264px_minmax(0,1fr)] max-md:grid-cols-1 max-sm:flex-none">
        <section
          aria-label="Connections"
          className="min-h-0 overflow-y-auto border-line border-r bg-page max-md:hidden"
        >
          <ConnectionList selected={connectionId} />
        </section>
        {data ? (
          <ConnectionPage
            key={connectionId}
            stats={data}
            readAt={dataUpdatedAt}
            onDisconnected={() => void navigate({ to: "/" })}
          />
        ) : error ? (
          <main className="max-w-[680px] px-4 py-4">
            <ProblemView
              page
              problem={problemText("The connection cannot be shown", error)}
              actions={
                <Button icon={RotateCw} busy={isFetching} onClick={() => void refetch()}>
                  Try again
                </Button>
              }
            />
          </main>
        ) : (
          <main>
            <h1 className="sr-only">Loading the connection</h1>
            <Skeleton label="Loading the connection" widths={[28, 64, 46, 58, 38]} />
          </main>
        )}
      </div>
    </Frame>
  );
}
