import { Unread } from "@/connection/unread";
import type { Reading } from "@/connection/use-reading";
import { Chart } from "@/shared/charts/chart";
import { units } from "@/shared/charts/units";
import { plural } from "@/shared/lib/format";
import { formatMoment } from "@/shared/lib/time";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { NeedsALook } from "@/shared/ui/needs-a-look";
import { Pair } from "@/shared/ui/pair";
import { Section } from "@/shared/ui/section";
import { streamEvery } from "../api/stream";
import { configWords, metadataOf } from "../lib/config-words";
import { limitsOf } from "../lib/detail";
import { findingsOf } from "../lib/findings";
import { originsOf } from "../lib/origins";
import type { WatchedStream } from "../lib/watched";
import { LimitTable } from "./limit-table";
import { OriginTable } from "./origin-table";
import { ReplicasSection } from "./replicas-section";
import { StreamFacts } from "./stream-facts";
import { StreamFigures } from "./stream-figures";

/** What the chart shows at least, ms. */
const minute = 60_000;

/** A stream at a glance: numbers, what needs a look, limits, who keeps it, and what it is set to. */
export function StreamOverview({ stream, reading }: { stream: string; reading: Reading<WatchedStream> }) {
  const { data } = reading;
  if (!data) {
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Unread title={`${stream} could not be read`} readings={[reading]} />
      </div>
    );
  }
  const { detail, at, lines } = data;
  const origins = originsOf(detail);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <StreamFigures {...data} />
      <NeedsALook findings={findingsOf(detail, at)} looked="its limits and copies" />
      <Pair>
        <Section title="Limits">
          <LimitTable limits={limitsOf(detail, at)} />
        </Section>
        <Section title="State" note={`made ${formatMoment(new Date(detail.created), new Date(at))}`}>
          <StreamFacts detail={detail} at={at} />
        </Section>
      </Pair>
      <Pair>
        <Chart
          title="Messages stored"
          note="since this page was opened"
          lines={lines}
          names={["stored"]}
          unit={units.perSecond}
          every={streamEvery}
          from={Math.min(lines.times[0] ?? at, at - minute)}
          to={at}
        />
        <ReplicasSection detail={detail} />
      </Pair>
      {origins.length > 0 ? (
        <div className="border-line border-b">
          <Section
            title={detail.mirror ? "Mirror" : "Sources"}
            note={detail.mirror ? "" : plural(origins.length, "stream")}
          >
            <OriginTable origins={origins} />
          </Section>
        </div>
      ) : null}
      <Pair>
        <Section title="In words" note="what it is set to">
          <Settings detail={detail} />
        </Section>
        <About detail={detail} />
      </Pair>
    </div>
  );
}

function Settings({ detail }: Pick<WatchedStream, "detail">) {
  const { republish } = detail.config;
  return (
    <Definitions>
      {configWords(detail.config).map(({ term, words }) => (
        <Definition key={term} term={term}>
          {words}
        </Definition>
      ))}
      {republish ? (
        <Definition term="Republishes">
          <span className="mono break-all">
            {republish.src || ">"} → {republish.dest}
          </span>
          {republish.headers_only ? <span className="text-fg-3"> headers only</span> : null}
        </Definition>
      ) : null}
    </Definitions>
  );
}

/** What people wrote about it. */
function About({ detail: { config } }: Pick<WatchedStream, "detail">) {
  const metadata = metadataOf(config);
  return (
    <Section title="Description">
      {config.description ? (
        <p className="whitespace-pre-line break-words text-fg-2 text-small">{config.description}</p>
      ) : (
        <p className="text-fg-3 text-small">Nobody has written one.</p>
      )}
      {metadata.length > 0 ? (
        <div className="mt-3">
          <h3 className="mb-1 font-semibold text-small">Metadata</h3>
          <Definitions>
            {metadata.map(([key, value]) => (
              <Definition key={key} term={key}>
                <bdi className="mono break-all">{value}</bdi>
              </Definition>
            ))}
          </Definitions>
        </div>
      ) : null}
    </Section>
  );
}
