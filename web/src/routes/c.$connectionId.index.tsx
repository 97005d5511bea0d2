import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/shell/page";
import { useAccount } from "@/connection/account";
import { useServerInfo } from "@/connection/info";
import { useCli } from "@/connection/use-cli";
import { useHistory } from "@/features/overview/api/history";
import { useServerStatsz } from "@/features/overview/api/server-statsz";
import { useSummary } from "@/features/overview/api/summary";
import { useTraffic } from "@/features/overview/api/traffic";
import { FindingInspector } from "@/features/overview/components/finding-inspector";
import { Overview } from "@/features/overview/components/overview";
import { findingKey } from "@/features/overview/lib/attention";
import { caught, object, optional, string } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const search = object({
  /** The finding that is open in the inspector. */
  look: caught(optional(string()), undefined),
});

export const Route = createFileRoute("/c/$connectionId/")({
  validateSearch: (input): { look?: string | undefined } => ({ look: search.parse(input).look }),
  component: OverviewRoute,
});

function OverviewRoute() {
  const [info, account, traffic] = [useServerInfo(), useAccount(), useTraffic()];
  const [summary, statsz, history] = [useSummary(), useServerStatsz(), useHistory()];
  const cli = useCli();
  const { look } = Route.useSearch();
  const navigate = Route.useNavigate();
  const onLook = (key: string | undefined) => void navigate({ search: { look: key }, replace: true });
  const finding = summary.data?.attention.find((one) => findingKey(one) === look);
  return (
    <Page
      crumbs={[{ label: "Overview" }]}
      readings={[info, account, traffic, summary, statsz]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            { title: "Who I am, and the limits of the account", command: cli.command("account", "info") },
            { title: "All streams, with messages and bytes", command: cli.command("stream", "report") },
            { title: "The round trip to the server", command: cli.command("rtt") },
          ]}
        />
      }
      inspector={finding ? <FindingInspector finding={finding} onClose={() => onLook(undefined)} /> : undefined}
    >
      <Overview
        look={look}
        onLook={onLook}
        info={info}
        account={account}
        traffic={traffic}
        summary={summary}
        statsz={statsz}
        history={history}
      />
    </Page>
  );
}
