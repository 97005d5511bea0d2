import type { Account, ConnectionHistory, JetStreamSummary, ServerInfo, ServerStatsz } from "@/api/types";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import type { Reading } from "@/connection/use-reading";
import { plural } from "@/shared/lib/format";
import { shortKey } from "@/shared/lib/nats-credentials";
import { NeedsALook } from "@/shared/ui/needs-a-look";
import { Pair } from "@/shared/ui/pair";
import { describeAttention, expiries, findingKey } from "../lib/attention";
import { hiddenFrom } from "../lib/hidden";
import { roundTrips } from "../lib/round-trips";
import type { Traffic } from "../lib/traffic";
import { AccountSection } from "./account-section";
import { Charts } from "./charts";
import { OverviewFigures } from "./figures";
import { HistorySection } from "./history-section";
import { JetStreamSection } from "./jetstream-section";
import { NotVisible } from "./not-visible";
import { ServerSection } from "./server-section";
import { ServersSection } from "./servers-section";

interface OverviewReadings {
  info: Reading<ServerInfo>;
  account: Reading<Account>;
  traffic: Reading<Traffic>;
  summary: Reading<JetStreamSummary>;
  statsz: Reading<ServerStatsz>;
  history: Reading<ConnectionHistory>;
}

interface Props extends OverviewReadings {
  /** The finding that is looked at, and how to look at another. */
  look: string | undefined;
  onLook: (key: string | undefined) => void;
}

/** A connection at a glance: verdicts, then numbers, then charts, then what it is. */
export function Overview({ look, onLook, ...readings }: Props) {
  const { stats, readAt } = useConnection();
  const { info, account, traffic, summary, statsz, history } = readings;
  const trips = history.data ? roundTrips(history.data, stats.changes, readAt) : undefined;
  if (!info.data || !account.data) {
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Unread title="Server and account could not be read" readings={[info, account]} />
        {stats.changes.length > 0 && stats.state !== "active" ? <HistorySection /> : null}
      </div>
    );
  }
  const found = [
    ...expiries(account.data, info.data, readAt),
    ...(summary.data?.attention ?? []).map((one) => ({ ...describeAttention(one), key: findingKey(one) })),
  ].sort((a, b) => Number(b.severity === "critical") - Number(a.severity === "critical"));
  const more = summary.data ? summary.data.attention_total - summary.data.attention.length : 0;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <OverviewFigures stats={stats} trips={trips} traffic={traffic} summary={summary} />
      <NeedsALook
        findings={found}
        look={look}
        onLook={onLook}
        total={found.length + more}
        looked={summary.data?.available ? plural(summary.data.streams_read, "stream") : undefined}
      />
      <Pair>
        <JetStreamSection
          jetstream={account.data.jetstream}
          account={account.data.account_name ?? shortKey(account.data.account)}
          summary={summary.data}
        />
        <ServerSection info={info.data} statsz={statsz.data} />
      </Pair>
      <Charts trips={trips} traffic={traffic.data} />
      <Pair>
        <AccountSection account={account.data} />
        <HistorySection />
      </Pair>
      <ServersSection servers={traffic.data?.latest?.servers ?? []} />
      <NotVisible
        hidden={hiddenFrom({
          account: account.data,
          statz: traffic.data?.latest,
          summary: summary.data,
          statsz: statsz.data,
        })}
      />
    </div>
  );
}
