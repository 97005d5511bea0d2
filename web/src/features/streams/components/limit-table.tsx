import type { ReactNode } from "react";
import { assertNever } from "@/shared/lib/assert-never";
import { cx } from "@/shared/lib/cx";
import { formatSpan } from "@/shared/lib/duration";
import { formatBytes, formatCount, formatPercent } from "@/shared/lib/format";
import { fillTone, Meter } from "@/shared/ui/meter";
import { Quantity } from "@/shared/ui/quantity";
import type { Limit } from "../lib/detail";

/** The limits of a stream, how much of each is used, and that there is none. */
export function LimitTable({ limits, narrow = false }: { limits: readonly Limit[]; narrow?: boolean }) {
  return (
    <table className="w-full table-fixed text-small">
      <colgroup>
        <col className={narrow ? "w-[84px]" : "w-[104px] max-sm:w-[88px]"} />
        <col />
        <col className={narrow ? "w-[156px]" : "w-[172px] max-sm:w-[140px]"} />
        {narrow ? null : <col className="w-[52px] max-sm:w-[44px]" />}
      </colgroup>
      <tbody>
        {limits.map((limit) => (
          <Row key={limit.name} limit={limit} narrow={narrow} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ limit: { name, form, used, max, usual }, narrow }: { limit: Limit; narrow: boolean }) {
  const share = max !== undefined && used !== undefined ? used / max : undefined;
  const tone = share === undefined || usual ? "plain" : fillTone(share);
  const look = { plain: "text-fg-3", warn: "font-medium text-warn", critical: "font-medium text-critical" }[tone];
  return (
    <tr className="h-[22px]">
      <th scope="row" className="text-left font-normal text-fg-2">
        {name}
      </th>
      <td className="pr-4 text-fg-3">
        {share === undefined ? max === undefined ? "–" : null : <Meter value={share} tone={tone} />}
      </td>
      <td className="text-right whitespace-nowrap">
        <Amount form={form} used={used} max={max} />
      </td>
      {narrow ? null : (
        <td className={cx("text-right", look)}>{share === undefined ? null : formatPercent(Math.min(share, 1))}</td>
      )}
    </tr>
  );
}

/** "4.4 GiB of 20 GiB", "at most 1 MiB", "no limit" */
function Amount({ form, used, max }: Pick<Limit, "form" | "used" | "max">) {
  if (max === undefined) return <span className="text-fg-3">no limit</span>;
  if (used === undefined) {
    return (
      <>
        <span className="text-fg-3">at most</span> {written(max, form)}
      </>
    );
  }
  return (
    <>
      {written(used, form)} <span className="text-fg-2">of {written(max, form)}</span>
    </>
  );
}

function written(value: number, form: Limit["form"]): ReactNode {
  switch (form) {
    case "bytes":
      return <Quantity of={formatBytes(value)} />;
    case "count":
      return formatCount(value);
    case "span":
      return formatSpan(value);
    default:
      return assertNever(form);
  }
}
