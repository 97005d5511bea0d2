import type { Account, ServerInfo } from "@/api/types";
import { Unread } from "@/connection/unread";
import type { Reading } from "@/connection/use-reading";
import { AccountSection } from "./account-section";
import { JetStreamSection } from "./jetstream-section";
import { ServerSection } from "./server-section";

interface Props {
  info: Reading<ServerInfo>;
  account: Reading<Account>;
}

/** A connection at a glance: answers first, then numbers, then what they came from. */
export function Overview({ info, account }: Props) {
  if (!info.data && !account.data)
    return <Unread title="The connection could not be read" readings={[info, account]} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid grid-cols-2 border-line border-b max-lg:grid-cols-1">
        {account.data ? <JetStreamSection account={account.data} /> : null}
        <div className="border-line border-l max-lg:border-t max-lg:border-l-0">
          {info.data ? <ServerSection info={info.data} /> : null}
        </div>
      </div>
      {account.data ? <AccountSection account={account.data} /> : null}
    </div>
  );
}
