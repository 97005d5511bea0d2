import type { ReactNode } from "react";
import type { AccountStatz } from "@/api/types";
import { formatCompact, formatCount } from "@/shared/lib/format";

type Flow = AccountStatz["servers"][number];

const columns: { head: string; numeric?: boolean; narrow?: boolean; cell: (server: Flow) => ReactNode }[] = [
  { head: "Server", narrow: true, cell: ({ name }) => <span className="mono font-medium">{name}</span> },
  { head: "Version", cell: ({ version }) => <span className="text-fg-2">{version}</span> },
  { head: "Cluster", cell: ({ cluster }) => <span className="text-fg-2">{cluster ?? "–"}</span> },
  { head: "Clients", narrow: true, numeric: true, cell: ({ connections }) => <Count of={connections} /> },
  { head: "Messages in", numeric: true, cell: ({ received }) => <Count of={received.messages} short /> },
  { head: "Messages out", numeric: true, cell: ({ sent }) => <Count of={sent.messages} short /> },
  { head: "Slow consumers", narrow: true, numeric: true, cell: ({ slow_consumers }) => <Count of={slow_consumers} /> },
];

/** The servers on which this account has clients, and what went through each since it started. */
export function ServersSection({ servers }: { servers: readonly Flow[] }) {
  if (servers.length < 2) return null;
  return (
    <section aria-labelledby="servers-heading" className="border-line border-b">
      <h2 id="servers-heading" className="flex h-9 items-center gap-2 px-4 font-semibold text-small">
        Servers
        <span className="font-normal text-fg-3">
          {formatCount(servers.length)} with clients of this account, since they started
        </span>
      </h2>
      <table className="w-full table-fixed">
        <thead>
          <tr className="h-7 border-line border-y bg-sub text-fg-3 text-micro">
            {columns.map(({ head, ...look }) => (
              <th key={head} className={cellLook(look)}>
                <span className="font-medium">{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <tr key={server.id} className="h-row border-line-faint border-b last:border-b-0">
              {columns.map(({ head, cell, ...look }) => (
                <td key={head} className={cellLook(look)}>
                  {cell(server)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function cellLook({ numeric, narrow }: { numeric?: boolean; narrow?: boolean }): string {
  return `truncate-line px-cell first:pl-4 last:pr-4 ${numeric ? "text-right" : "text-left"} ${narrow ? "" : "max-sm:hidden"}`;
}

function Count({ of, short = false }: { of: number; short?: boolean }) {
  return (
    <span className={of === 0 ? "text-fg-3" : undefined} title={short ? formatCount(of) : undefined}>
      {short ? formatCompact(of) : formatCount(of)}
    </span>
  );
}
