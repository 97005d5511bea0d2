import { formatIdle } from "@/shared/lib/duration";
import { formatBytes, formatCompact, formatCount, formatPercent, formatRate, plural } from "@/shared/lib/format";
import { Figure, Figures } from "@/shared/ui/figure";
import { limitsOf, momentOf } from "../lib/detail";
import type { WatchedStream } from "../lib/watched";

/** The numbers one looks for first. */
export function StreamFigures({ detail, at, rate }: WatchedStream) {
  const { state } = detail;
  const size = limitsOf(detail, at).find(({ name }) => name === "Size");
  const last = momentOf(state.last_ts);
  return (
    <Figures>
      <Figure
        label="Messages"
        value={{ value: state.messages < 1e8 ? formatCount(state.messages) : formatCompact(state.messages), unit: "" }}
        note={state.num_subjects === undefined ? "" : `in ${plural(state.num_subjects, "subject")}`}
      />
      <Figure
        label="Size"
        value={formatBytes(state.bytes)}
        note={size?.max === undefined ? "no limit" : `${formatPercent(state.bytes / size.max)} of its limit`}
      />
      <Figure
        label="Stored"
        value={rate === undefined ? undefined : formatRate(rate)}
        note={rate === undefined ? "measuring" : "since the last reading"}
      />
      <Figure
        label="Last message"
        value={last ? parts(formatIdle(at - last.getTime())) : undefined}
        note={last ? `ago, sequence ${formatCount(state.last_seq)}` : "none yet"}
      />
      <Figure
        label="Consumers"
        value={{ value: formatCount(state.consumer_count), unit: "" }}
        note={state.consumer_count === 0 ? "nobody reads it" : ""}
      />
    </Figures>
  );
}

/** "0.4 s" as number and unit. */
function parts(span: string) {
  const [value = "", unit = ""] = span.split(" ");
  return { value, unit };
}
