import { useQuery } from "@tanstack/react-query";
import { createFileRoute, Navigate, useLocation } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { isGone } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { Frame } from "@/app/frame";
import { Shell } from "@/app/shell/shell";
import { statsQuery } from "@/connection/stats";
import { useIsDisconnecting } from "@/features/connections/api/disconnect";
import { Button } from "@/shared/ui/button";
import { ProblemView } from "@/shared/ui/problem";
import { Skeleton } from "@/shared/ui/skeleton";

export const Route = createFileRoute("/c/$connectionId")({ component: ConnectionRoute });

/** Everything below a connection. It is drawn anew for each, so that nothing of one can be seen on another's page. */
function ConnectionRoute() {
  const { connectionId } = Route.useParams();
  return <OfConnection key={connectionId} id={connectionId} />;
}

function OfConnection({ id }: { id: string }) {
  const { data, error, dataUpdatedAt, isFetching, refetch } = useQuery(statsQuery(id));
  const disconnecting = useIsDisconnecting(id);
  const here = useLocation({ select: ({ pathname, searchStr }) => pathname + searchStr });

  if (isGone(error) && !disconnecting) {
    // While the router leaves, the address is already another one, and this is still drawn.
    return here.startsWith(`/c/${id}`) ? <Navigate to="/" search={{ return: here }} replace /> : null;
  }
  if (data) return <Shell stats={data} readAt={dataUpdatedAt} />;
  return (
    <Frame>
      <title>HeyNATS</title>
      <main className="max-w-[680px] px-4 py-4">
        {error ? (
          <ProblemView
            page
            problem={problemText("The connection cannot be shown", error)}
            actions={
              <Button icon={RotateCw} busy={isFetching} onClick={() => void refetch()}>
                Try again
              </Button>
            }
          />
        ) : (
          <>
            <h1 className="sr-only">Loading the connection</h1>
            <Skeleton label="Loading the connection" widths={[28, 64, 46, 58, 38]} />
          </>
        )}
      </main>
    </Frame>
  );
}
