import type { ReactNode } from "react";
import type { JetStream, JetStreamSummary } from "@/api/types";
import { cx } from "@/shared/lib/cx";
import { formatBytes, formatCount, formatPercent, plural, quantityText } from "@/shared/lib/format";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { fillTone, Meter } from "@/shared/ui/meter";
import { Quantity } from "@/shared/ui/quantity";
import { Section } from "@/shared/ui/section";

type Usage = NonNullable<JetStream["usage"]>;
type Limits = NonNullable<JetStream["limits"]>;

interface Props {
  jetstream: JetStream;
  /** Whose it is. */
  account: string;
  /** Messages and consumers of all streams, as far as they were read. */
  summary: JetStreamSummary | undefined;
}

/** What the account has used of JetStream, and how much it may. */
export function JetStreamSection({ jetstream, account, summary }: Props) {
  const { usage, limits, api, domain, tiers } = jetstream;
  const note = [account && `account ${account}`, domain && `domain ${domain}`].filter(Boolean).join(", ");
  if (!jetstream.available) {
    return (
      <Section title="JetStream" note={note}>
        <p className="text-fg-2 text-small">{jetstream.reason || "This account has no JetStream."}</p>
      </Section>
    );
  }
  return (
    <Section title="JetStream" note={note}>
      <UsageTable usage={usage} limits={limits} />
      {tiers?.map((tier) => (
        <div key={tier.name} className="mt-3">
          <h3 className="mb-1 text-fg-3 text-small">Tier {tier.name}</h3>
          <UsageTable usage={tier.usage} limits={tier.limits} />
        </div>
      ))}
      <div className="mt-2">
        <Definitions narrow>
          {summary?.available ? (
            <Definition term="Messages">
              {formatCount(summary.messages)}{" "}
              <span className="text-fg-3">
                {summary.partial
                  ? `in ${formatCount(summary.streams_read)} of ${plural(summary.streams_total, "stream")}; the rest was not read in time`
                  : `in ${plural(summary.streams_read, "stream")}, ${quantityText(formatBytes(summary.bytes))}`}
              </span>
            </Definition>
          ) : null}
          <Definition term="API calls">
            {formatCount(api.total)}{" "}
            <span className="text-fg-3">
              {api.errors > 0 ? `${plural(api.errors, "error")} since the servers started` : "no errors"}
            </span>
          </Definition>
        </Definitions>
      </div>
    </Section>
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
        {share === undefined ? "no limit" : formatPercent(share)}
      </td>
    </tr>
  );
}
