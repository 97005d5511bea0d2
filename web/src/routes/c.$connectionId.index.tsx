import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/shell/page";
import { useAccount } from "@/connection/account";
import { useServerInfo } from "@/connection/info";
import { useCli } from "@/connection/use-cli";
import { useHistory } from "@/features/overview/api/history";
import { useServerStatsz } from "@/features/overview/api/server-statsz";
import { useSummary } from "@/features/overview/api/summary";
import { useTraffic } from "@/features/overview/api/traffic";
import { Overview } from "@/features/overview/components/overview";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

export const Route = createFileRoute("/c/$connectionId/")({ component: OverviewRoute });

function OverviewRoute() {
  const [info, account, traffic] = [useServerInfo(), useAccount(), useTraffic()];
  const [summary, statsz, history] = [useSummary(), useServerStatsz(), useHistory()];
  const cli = useCli();
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
    >
      <Overview info={info} account={account} traffic={traffic} summary={summary} statsz={statsz} history={history} />
    </Page>
  );
}
