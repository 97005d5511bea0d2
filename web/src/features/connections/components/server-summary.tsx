import type { Account, ServerInfo } from "@/api/types";
import { formatBytes, plural } from "@/shared/lib/format";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Quantity } from "@/shared/ui/quantity";
import { Permission } from "./permission";

/** What a test found out: enough to know that it is the right server and the right user. */
export function ServerSummary({ server, account }: { server: ServerInfo; account: Account | undefined }) {
  const js = account?.jetstream;
  return (
    <div className="px-4 pt-3.5 pb-[18px]">
      <Definitions>
        <Definition term={server.cluster ? "Cluster" : "Server"}>
          {server.cluster ?? server.name}{" "}
          <span className="text-fg-3">
            {server.cluster ? `${server.name}, ` : ""}
            {server.version}
          </span>
        </Definition>
        {account && !account.unknown ? (
          <>
            <Definition term="Account">
              {account.account_name ?? account.account} <span className="text-fg-3">as {account.user}</span>
            </Definition>
            <Definition term="May publish">
              <Permission of={account.permissions.publish} />
            </Definition>
            <Definition term="May subscribe">
              <Permission of={account.permissions.subscribe} />
            </Definition>
          </>
        ) : null}
        <Definition term="Max payload">
          <Quantity of={formatBytes(server.max_payload)} />
        </Definition>
        {js?.available && js.usage ? (
          <Definition term="JetStream">
            {plural(js.usage.streams, "stream")}{" "}
            <span className="text-fg-3">{plural(js.usage.consumers, "consumer")}</span>
          </Definition>
        ) : null}
      </Definitions>
    </div>
  );
}
