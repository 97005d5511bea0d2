import type { Account, AccountStatz, JetStreamSummary, ServerStatsz } from "@/api/types";

interface Seen {
  account: Account | undefined;
  statz: AccountStatz | undefined;
  summary: JetStreamSummary | undefined;
  statsz: ServerStatsz | undefined;
}

/** What this account or user may not see, and in the server's terms why. */
export function hiddenFrom({ account, statz, summary, statsz }: Seen): { what: string; why: string }[] {
  const js = account?.jetstream;
  return [
    account?.unknown ? { what: "User and permissions", why: account.unknown } : undefined,
    statz && !statz.visible ? { what: "Traffic of the account", why: statz.reason ?? "" } : undefined,
    js && !js.available && js.reason ? { what: "JetStream", why: js.reason } : undefined,
    // Without JetStream there are no streams to see either; that was said.
    js?.available && summary && !summary.available
      ? { what: "Streams and messages", why: summary.reason ?? "" }
      : undefined,
    statsz && !statsz.visible ? { what: "Uptime and load of the server", why: statsz.reason ?? "" } : undefined,
    account && !account.system
      ? { what: "Other servers, clients, accounts", why: "Only the system account sees these." }
      : undefined,
  ].filter((one) => one !== undefined);
}
