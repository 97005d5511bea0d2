import type { ReactNode } from "react";
import type { Account, JetStream } from "@/api/types";
import { cx } from "@/shared/lib/cx";
import { formatBytes, formatCount } from "@/shared/lib/format";
import { fillTone, Meter } from "@/shared/ui/meter";
import { Quantity } from "@/shared/ui/quantity";

type Usage = NonNullable<JetStream["usage"]>;
type Limits = NonNullable<JetStream["limits"]>;

/** What the account has used of JetStream, and how much it may. */
export function JetStreamSection({ account }: { account: Account }) {
  const { jetstream } = account;
  return (
    <section aria-labelledby="jetstream-heading" className="min-w-0 px-4 py-3">
      <h2 id="jetstream-heading" className="mb-2 flex items-baseline gap-2 font-semibold text-small">
        JetStream
        <span className="font-normal text-fg-3">
          {jetstream.domain ? `domain ${jetstream.domain}, ` : ""}
          {jetstream.api_level === undefined ? "" : `API level ${jetstream.api_level}`}
        </span>
      </h2>
      {jetstream.available && jetstream.usage && jetstream.limits ? (
        <UsageTable usage={jetstream.usage} limits={jetstream.limits} />
      ) : (
        <p className="text-fg-2 text-small">{jetstream.reason || "This account has no JetStream."}</p>
      )}
      {jetstream.tiers?.map((tier) => (
        <div key={tier.name} className="mt-3">
          <h3 className="mb-1 text-fg-3 text-small">Tier {tier.name}</h3>
          <UsageTable usage={tier.usage} limits={tier.limits} />
        </div>
      ))}
    </section>
  );
}

function UsageTable({ usage, limits }: { usage: Usage; limits: Limits }) {
  return (
    <table className="w-full table-fixed">
      <colgroup>
        <col className="w-[92px]" />
        <col className="max-sm:w-0" />
        <col className="w-[148px]" />
        <col className="w-[72px]" />
      </colgroup>
      <tbody>
        <Row name="Storage" used={usage.storage} limit={limits.max_storage} form={bytes} />
        <Row name="Memory" used={usage.memory} limit={limits.max_memory} form={bytes} />
        <Row name="Streams" used={usage.streams} limit={limits.max_streams} form={formatCount} />
        <Row name="Consumers" used={usage.consumers} limit={limits.max_consumers} form={formatCount} />
      </tbody>
    </table>
  );
}

function bytes(n: number): ReactNode {
  return <Quantity of={formatBytes(n)} />;
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? "<1%" : `${Math.round(share * 100)}%`;
}

interface RowProps {
  name: string;
  used: number;
  limit: number;
  form: (n: number) => ReactNode;
}

function Row({ name, used, limit, form }: RowProps) {
  const share = limit > 0 ? used / limit : undefined;
  const tone = share === undefined ? "plain" : fillTone(share);
  return (
    <tr className="h-6">
      <th scope="row" className="text-left font-normal text-fg-2">
        {name}
      </th>
      <td className="pr-4 max-sm:pr-0">{share === undefined ? null : <Meter value={share} tone={tone} />}</td>
      <td className="text-right">
        <span className={cx(used === 0 ? "text-fg-3" : "font-medium")}>{form(used)}</span>{" "}
        <span className="text-fg-2">{share === undefined ? null : <>of {form(limit)}</>}</span>
      </td>
      <td
        className={cx(
          "pl-3 text-right whitespace-nowrap",
          tone === "warn" ? "font-medium text-warn" : tone === "critical" ? "font-medium text-critical" : "text-fg-3",
        )}
      >
        {share === undefined ? "no limit" : percent(share)}
      </td>
    </tr>
  );
}
