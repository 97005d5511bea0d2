import { CircleCheck, OctagonAlert } from "lucide-react";
import { CellText } from "@/shared/grid/cells";
import { formatAgo } from "@/shared/lib/duration";
import { formatCount } from "@/shared/lib/format";
import { Status } from "@/shared/ui/status";
import { Subject } from "@/shared/ui/subject";
import type { Origin } from "../lib/origins";
import { StreamLink } from "./stream-link";

/** Where the stream takes its messages from, and how that goes. */
export function OriginTable({ origins }: { origins: readonly Origin[] }) {
  return (
    <table className="w-full table-fixed text-small">
      <colgroup>
        <col />
        <col className="w-[30%] max-sm:hidden" />
        <col className="w-[92px]" />
        <col className="w-[76px]" />
        <col className="w-[92px] max-sm:w-[76px]" />
      </colgroup>
      <thead>
        <tr className="h-6 text-fg-3 text-micro [&>th]:font-medium">
          <th className="text-left">From</th>
          <th className="text-left max-sm:hidden">Only</th>
          <th className="text-left">State</th>
          <th className="text-right">Lag</th>
          <th className="text-right">Heard of</th>
        </tr>
      </thead>
      <tbody>
        {origins.map((origin) => (
          <Row key={`${origin.kind} ${origin.name} ${origin.external} ${origin.filter}`} origin={origin} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ origin: { name, external, filter, transforms, error, lag, heard } }: { origin: Origin }) {
  return (
    <tr className="border-line-faint border-t align-baseline [&>td]:py-1">
      <td className="truncate-line pr-3">
        {external ? <CellText mono>{name}</CellText> : <StreamLink stream={name} />}
        {external ? <span className="text-fg-3">behind {external}</span> : null}
      </td>
      <td className="truncate-line pr-3 max-sm:hidden">
        {filter ? <Subject name={filter} /> : transforms.length === 0 ? <span className="text-fg-3">all</span> : null}
        {transforms.map(({ src, dest }) => (
          <span key={`${src} ${dest}`} className="block truncate-line" title={`${src} → ${dest}`}>
            <Subject name={src || ">"} /> <span className="text-fg-3">as</span> <Subject name={dest} />
          </span>
        ))}
      </td>
      <td>
        {error === undefined ? (
          <Status tone="ok" icon={CircleCheck} word="Fine" quiet />
        ) : (
          <span title={error}>
            <Status tone="critical" icon={OctagonAlert} word="Cut off" />
          </span>
        )}
      </td>
      <td className="text-right">
        <span className={lag === 0 ? "text-fg-3" : undefined}>{formatCount(lag)}</span>
      </td>
      <td className="text-right text-fg-2">{heard === undefined ? "never" : formatAgo(heard)}</td>
    </tr>
  );
}
