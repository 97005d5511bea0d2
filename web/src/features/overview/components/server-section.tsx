import type { ServerInfo } from "@/api/types";
import { formatBytes, formatCount } from "@/shared/lib/format";
import { formatDate } from "@/shared/lib/time";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Quantity } from "@/shared/ui/quantity";

/** The one server this connection is on. */
export function ServerSection({ info }: { info: ServerInfo }) {
  return (
    <section aria-labelledby="server-heading" className="min-w-0 px-4 py-3">
      <h2 id="server-heading" className="mb-2 font-semibold text-small">
        Server
      </h2>
      <Definitions narrow>
        <Definition term="Name">
          <span className="break-all">{info.name}</span>{" "}
          {info.cluster ? <span className="text-fg-3">of cluster {info.cluster}</span> : null}
        </Definition>
        <Definition term="Version">{info.version}</Definition>
        <Definition term="Reached at">
          <span className="mono break-all">{info.address}</span>
        </Definition>
        <Definition term="Client">
          {formatCount(info.client_id)}
          {info.client_ip ? (
            <>
              {" "}
              <span className="text-fg-3">from</span> <span className="mono">{info.client_ip}</span>
            </>
          ) : null}
        </Definition>
        <Definition term="TLS">
          {info.tls ? (
            <>
              {info.tls.version} <span className="text-fg-3">{info.tls.cipher_suite}</span>
              {info.tls.not_after ? (
                <span className="block text-fg-3">certificate until {formatDate(new Date(info.tls.not_after))}</span>
              ) : null}
            </>
          ) : (
            <span className="text-fg-2">none, readable on the way</span>
          )}
        </Definition>
        <Definition term="Max payload">
          <Quantity of={formatBytes(info.max_payload)} />
        </Definition>
        {info.headers ? null : <Definition term="Headers">not supported</Definition>}
      </Definitions>
    </section>
  );
}
