import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { hasCode } from "@/api/errors";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import { useCli } from "@/connection/use-cli";
import { useConsumer } from "@/features/consumers/api/consumer";
import { ConsumerActions } from "@/features/consumers/components/consumer-actions";
import { NoConsumer } from "@/features/consumers/components/no-consumer";
import { consumerCommands } from "@/features/consumers/lib/cli";
import { pagePart } from "@/shared/lib/page-part";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { consumerCrumbs } from "./-consumer-crumbs";

const ConsumerPage = pagePart(async () => (await import("@/features/consumers/components/consumer-page")).ConsumerPage);

export const Route = createFileRoute("/c/$connectionId/streams/$stream/consumers/$consumer/")({
  component: ConsumerRoute,
});

function ConsumerRoute() {
  const { stream, consumer } = Route.useParams();
  const { id } = useConnection();
  const navigate = Route.useNavigate();
  const reading = useConsumer(stream, consumer);
  const cli = useCli();
  const gone = hasCode(reading.error, "consumer_not_found", "stream_not_found");
  return (
    <Page
      crumbs={[...consumerCrumbs(id, stream), { label: consumer, typed: true }]}
      readings={gone ? [] : [reading]}
      actions={<CopyAsCli note={cli.note} commands={consumerCommands(cli, { stream, name: consumer })} />}
    >
      {gone ? (
        <NoConsumer stream={stream} name={consumer} />
      ) : reading.data ? (
        <Suspense fallback={null}>
          <ConsumerPage
            key={`${stream}/${consumer}`}
            read={reading.data}
            actions={
              <ConsumerActions
                detail={reading.data.latest}
                onGone={() =>
                  void navigate({
                    to: "/c/$connectionId/streams/$stream/consumers",
                    params: { connectionId: id, stream },
                  })
                }
              />
            }
          />
        </Suspense>
      ) : (
        <Unread title={`${consumer} could not be read`} readings={[reading]} />
      )}
    </Page>
  );
}
