import type { ReactNode } from "react";
import type { Tail } from "@/live/tail";
import { useTail } from "@/live/use-live";
import { Sparkline } from "@/shared/charts/sparkline";
import { cx } from "@/shared/lib/cx";
import { formatByteRate, formatBytes, formatCount, formatPercent, formatRate, quantityText } from "@/shared/lib/format";
import { useNow } from "@/shared/lib/use-now";
import { Quantity } from "@/shared/ui/quantity";
import { runningWords } from "../lib/running";
import { SaidNow } from "./said-now";

/** What a tail has brought so far, and what it has not: drops are always in sight. */
export function TailFigures({ tail }: { tail: Tail }) {
  useTail(tail);
  const now = useNow(1000);
  const { counters, received, tape, rates } = tail;
  const lost = counters.dropped + counters.missed;
  const seconds = Math.max(1, (now - tail.begun) / 1000);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and what scrolls must be reached by a keyboard.
      tabIndex={0}
      aria-label="Figures"
      className="flex h-13 shrink-0 items-center gap-4 overflow-x-auto border-line border-b px-4 max-md:gap-3 max-md:px-3"
    >
      <span className="flex shrink-0 items-center gap-3 border-line border-r pr-4">
        <span className="text-figure tracking-[-.01em]">
          <Quantity of={formatRate(rates.now)} />
        </span>
        <Sparkline values={rates.perSecond} />
      </span>
      <dl className="flex gap-5">
        <Item term="Produced">{formatCount(counters.produced)}</Item>
        <Item term="Received">{formatCount(received)}</Item>
        <Item term="Kept">
          {formatCount(tape.kept)} <span className="text-fg-3">{tape.kept < received ? "newest" : ""}</span>
        </Item>
        <Item term="Bytes">
          <Quantity
            of={formatBytes(tail.receivedBytes)}
            title={`${quantityText(formatByteRate(tail.receivedBytes / seconds))} on average`}
          />
        </Item>
        <Item term="Dropped" look={lost > 0 ? "text-warn" : ""} first>
          {formatCount(lost)}{" "}
          {lost > 0 ? (
            <span className="text-fg-3">{formatPercent(lost / (counters.produced + counters.missed))}</span>
          ) : null}
        </Item>
        {tail.limit.perSecond > 0 || counters.sampled > 0 ? (
          <Item term="Left out">{formatCount(counters.sampled)}</Item>
        ) : null}
        <Item term="Running">{runningWords(now - tail.begun)}</Item>
      </dl>
      <SaidNow text={`${formatCount(received)} received, ${formatCount(lost)} dropped`} />
    </section>
  );
}

interface ItemProps {
  term: string;
  look?: string;
  /** On a phone it stands where it is in sight without scrolling. */
  first?: boolean;
  children: ReactNode;
}

function Item({ term, look, first = false, children }: ItemProps) {
  return (
    <div className={cx("whitespace-nowrap", first && "max-md:order-first")}>
      <dt className="text-fg-3 text-small leading-4">{term}</dt>
      <dd className={cx("font-medium", look)}>{children}</dd>
    </div>
  );
}
