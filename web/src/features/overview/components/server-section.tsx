import type { ServerInfo, ServerStatsz } from "@/api/types";
import { formatSpan, parseGoDuration } from "@/shared/lib/duration";
import { formatBytes, formatCount, plural } from "@/shared/lib/format";
import { formatDate, formatMoment } from "@/shared/lib/time";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Quantity } from "@/shared/ui/quantity";
import { Section } from "@/shared/ui/section";

type State = NonNullable<ServerStatsz["server"]>;

/** The one server this connection is on. */
export function ServerSection({ info, statsz }: { info: ServerInfo; statsz: ServerStatsz | undefined }) {
  return (
    <Section title="Server" note="the one this connection is on">
      <Definitions>
        <Definition term="Name">
          <span className="break-all">{info.name}</span>{" "}
          {info.cluster ? <span className="text-fg-3">of cluster {info.cluster}</span> : null}
        </Definition>
        <Definition term="Version">
          {info.version}{" "}
          {info.jetstream_api_level === undefined ? null : (
            <span className="text-fg-3">JetStream API level {info.jetstream_api_level}</span>
          )}
        </Definition>
        {statsz?.server ? <Running server={statsz.server} /> : null}
        <Definition term="Address">
          <span className="mono break-all">{info.address}</span>{" "}
          <span className="text-fg-3">as client {formatCount(info.client_id)}</span>
          {info.client_ip ? <span className="text-fg-3"> from {info.client_ip}</span> : null}
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
    </Section>
  );
}

/** What only the system account sees. */
function Running({ server }: { server: State }) {
  const uptime = parseGoDuration(server.uptime);
  return (
    <>
      <Definition term="Uptime">
        {uptime === undefined ? server.uptime : formatSpan(uptime)}{" "}
        <span className="text-fg-3">since {formatMoment(new Date(server.start), new Date(server.at))}</span>
      </Definition>
      <Definition term="Load">
        {Math.round(server.cpu)}% CPU <span className="text-fg-3">of {plural(server.cores, "core")},</span>{" "}
        <Quantity of={formatBytes(server.memory)} /> <span className="text-fg-3">memory</span>
      </Definition>
      <Definition term="Clients">
        {formatCount(server.connections)}{" "}
        <span className="text-fg-3">
          {plural(server.slow_consumers, "slow consumer")} since it started, {plural(server.routes, "route")}
        </span>
      </Definition>
    </>
  );
}
