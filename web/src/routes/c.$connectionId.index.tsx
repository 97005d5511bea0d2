import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/shell/page";
import { useAccount } from "@/connection/account";
import { useServerInfo } from "@/connection/info";
import { Overview } from "@/features/overview/components/overview";

export const Route = createFileRoute("/c/$connectionId/")({ component: OverviewRoute });

function OverviewRoute() {
  const info = useServerInfo();
  const account = useAccount();
  return (
    <Page crumbs={[{ label: "Overview" }]} readings={[info, account]}>
      <Overview info={info} account={account} />
    </Page>
  );
}
