import { Chart } from "@/shared/charts/chart";
import { units } from "@/shared/charts/units";
import { Pair } from "@/shared/ui/pair";
import { Section } from "@/shared/ui/section";
import { trafficEvery } from "../api/traffic";
import { type RoundTrips, spanWords } from "../lib/round-trips";
import type { Traffic } from "../lib/traffic";

/** Over time: how long an answer takes, and how much flows. Both on the same stretch of time. */
export function Charts({ trips, traffic }: { trips: RoundTrips | undefined; traffic: Traffic | undefined }) {
  if (!trips) return null;
  const { lines, gaps, from, to, every } = trips;
  const span = { from, to, gaps };
  return (
    <Pair>
      <Chart
        title="Round trip"
        note={spanWords(trips)}
        lines={lines}
        names={trips.names}
        unit={units.span}
        every={every}
        {...span}
      />
      {traffic?.latest?.visible ? (
        <Chart
          title="Messages"
          note="since this page was opened"
          lines={traffic.lines}
          names={["in", "out"]}
          unit={units.perSecond}
          fill
          every={trafficEvery}
          {...span}
        />
      ) : (
        <Section title="Messages">
          <p className="text-fg-2 text-small">{traffic?.latest?.reason ?? "Reading."}</p>
        </Section>
      )}
    </Pair>
  );
}
