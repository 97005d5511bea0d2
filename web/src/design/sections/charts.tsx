import { useState } from "react";
import { Chart } from "@/shared/charts/chart";
import { type Gap, type Lines, noLines } from "@/shared/charts/lines";
import { Sparkline } from "@/shared/charts/sparkline";
import { units } from "@/shared/charts/units";
import { formatRate } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Quantity } from "@/shared/ui/quantity";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";
import { wave } from "../wave";

const end = new Date(2026, 10, 23, 14, 32).getTime();
const minute = 60_000;

/** An hour of samples, one every 30 s, without those in the gap. */
function hour(values: (index: number) => readonly (number | null)[], gaps: readonly Gap[] = []): Lines {
  const times = Array.from({ length: 121 }, (_, index) => end - (120 - index) * 30_000);
  const kept = times.flatMap((time, index) => (gaps.some(({ from, to }) => from <= time && time <= to) ? [] : [index]));
  const rows = kept.map(values);
  return {
    times: kept.map((index) => times[index] ?? 0),
    series: (rows[0] ?? []).map((_, series) => rows.map((row) => row[series] ?? null)),
  };
}

const reconnect: Gap = { from: end - 34 * minute, to: end - 33.2 * minute, label: "Reconnecting" };
const parked: Gap = { from: end - 52 * minute, to: end - 44 * minute, label: "Parked", tone: "parked" };
const spike = (index: number) => (index === 88 ? 3.2 : index === 89 || index === 87 ? 1.4 : index === 30 ? 1.5 : 0);
const roundTrip = hour(
  (index) => {
    const median = 3.1 + wave(index, 1) * 0.7 + spike(index);
    return [median, median + 1.6 + Math.abs(wave(index, 2)) * 0.9 + spike(index) * 0.6];
  },
  [reconnect],
);
const messages = hour((index) => [
  18_400 - index * 18 + wave(index, 3) * 900,
  31_800 - index * 25 + wave(index, 4) * 1900,
]);
const streams = [
  "ORDERS",
  "PAYMENTS",
  "INVENTORY",
  "SHIPMENTS",
  "REFUNDS",
  "a-stream-that-somebody-gave-a-very-long-name",
];
const perStream = hour((index) =>
  streams.map((_, series) => (6 - series) * 2_400_000 + wave(index, 10 + series) * 900_000),
);
const lag = hour((index) => [index < 40 ? 0 : Math.round(wave(index, 7) * 1204)]);
const day = 24 * 60 * minute;
const long: Lines = {
  times: Array.from({ length: 86_400 }, (_, index) => end - day + index * 1000),
  series: [
    Array.from({ length: 86_400 }, (_, index) =>
      index === 40_000 ? 2900 : 900 + wave(index / 900, 5) * 300 + (index % 11) * 12,
    ),
  ],
};

function Charts() {
  return (
    <>
      <div className="grid grid-cols-2 border-line border-b max-sm:grid-cols-1">
        <div className="border-line border-r max-sm:border-r-0 max-sm:border-b">
          <Chart
            title="Round trip"
            note="last hour"
            names={["median", "p99"]}
            lines={roundTrip}
            gaps={[reconnect]}
            unit={units.span}
            every={30_000}
            to={end}
          />
        </div>
        <Chart
          title="Messages"
          note="last hour"
          names={["in", "out"]}
          lines={messages}
          unit={units.perSecond}
          fill
          to={end}
        />
        <div className="border-line border-t border-r max-sm:border-r-0">
          <Chart
            title="Clients"
            note="last hour"
            names={["clients"]}
            lines={hour((index) => [1204 + Math.round(wave(index, 6) * 40)], [parked])}
            gaps={[parked]}
            unit={units.count}
          />
        </div>
        <div className="border-line border-t">
          <Growing />
        </div>
      </div>
      <div className="border-line border-b">
        <Chart
          title="Stored"
          note="last hour"
          names={streams}
          lines={perStream}
          unit={units.bytesPerSecond}
          height={160}
        />
      </div>
      <div className="grid grid-cols-2 border-line border-b max-sm:grid-cols-1">
        <div className="border-line border-r max-sm:border-r-0 max-sm:border-b">
          <Chart
            title="One a second"
            note="a day, 86,400 samples"
            from={end - day}
            to={end}
            names={["out"]}
            lines={long}
            unit={units.perSecond}
          />
        </div>
        <Chart title="Both sides of zero" note="last hour" names={["lag"]} lines={lag} unit={units.count} />
        <div className="border-line border-t border-r max-sm:border-r-0">
          <Chart
            title="No samples"
            note="last hour"
            names={["median", "p99"]}
            lines={noLines(2)}
            unit={units.span}
            from={end - 60 * minute}
            to={end}
          />
        </div>
        <div className="border-line border-t">
          <Chart
            title="One sample"
            note="just connected"
            names={["median"]}
            lines={{ times: [end], series: [[3.2]] }}
            unit={units.span}
          />
        </div>
      </div>
      <Specimen title="Sparklines" note="rising, falling, with a hole, one reading, flat at zero, bad">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          {sparklines.map(({ rate, values, bad }) => (
            <span key={rate} className="inline-flex items-center gap-3">
              <Sparkline values={values} bad={bad} />
              <Quantity of={formatRate(rate)} />
            </span>
          ))}
        </div>
      </Specimen>
    </>
  );
}

const steps = Array.from({ length: 48 }, (_, index) => index);
const sparklines: { rate: number; values: (number | null)[]; bad: boolean }[] = [
  { rate: 12_300, values: steps.map((index) => 60 + index + wave(index, 1) * 20), bad: false },
  { rate: 61, values: steps.map((index) => 80 - index + wave(index, 2) * 9), bad: false },
  { rate: 141, values: steps.map((index) => (index > 18 && index < 26 ? null : 40 + wave(index, 3) * 12)), bad: false },
  { rate: 2, values: [2], bad: false },
  { rate: 0, values: steps.map(() => 0), bad: false },
  { rate: 340, values: steps.map((index) => (index < 30 ? 10 : 10 + (index - 30) * 6)), bad: true },
];

/** Samples that come one by one: the frame stands still, only the line moves on. */
function Growing() {
  const [count, setCount] = useState(40);
  const lines = hour((index) => [index < count ? 0.44 + wave(index, 9) * 0.3 : null]);
  return (
    <div className="relative">
      <Chart title="CPU" note="one sample with each press" names={["n3-euw"]} lines={lines} unit={units.part} />
      <span className="absolute right-16 bottom-10">
        <Button size="sm" onClick={() => setCount(count + 1)}>
          Another sample
        </Button>
      </span>
    </div>
  );
}

export const section: DesignSection = { title: "Charts", order: 40, Component: Charts };
