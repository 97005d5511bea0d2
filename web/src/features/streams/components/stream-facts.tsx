import type { StreamDetail } from "@/api/types";
import { formatIdle } from "@/shared/lib/duration";
import { formatBytes, formatCount, plural, quantityText } from "@/shared/lib/format";
import { formatExact, formatMoment } from "@/shared/lib/time";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { momentOf } from "../lib/detail";
import { retentionWords, storageWords } from "../lib/words";
import { StreamLink } from "./stream-link";
import { SubjectList } from "./subject-list";

interface Props {
  detail: StreamDetail;
  /** When it was read, ms by the server's clock. */
  at: number;
}

/** What a stream takes and what is in it, in a few lines. */
export function StreamFacts({ detail: { config, state }, at }: Props) {
  return (
    <Definitions>
      <Definition term={config.mirror ? "Mirror of" : "Subjects"}>
        {config.mirror ? (
          <MirrorOf {...config.mirror} />
        ) : (
          <SubjectList subjects={config.subjects ?? []} sources={config.sources?.length ?? 0} />
        )}
      </Definition>
      <Definition term="Messages">
        {formatCount(state.messages)}{" "}
        <span className="text-fg-3">
          {state.num_subjects === undefined ? null : `in ${plural(state.num_subjects, "subject")}, `}
          {quantityText(formatBytes(state.bytes))}
        </span>
      </Definition>
      <Definition term="First">
        <Edge sequence={state.first_seq} time={state.first_ts} at={at} />
      </Definition>
      <Definition term="Last">
        <Edge sequence={state.last_seq} time={state.last_ts} at={at} />
      </Definition>
      {state.num_deleted ? (
        <Definition term="Deleted">
          {formatCount(state.num_deleted)} <span className="text-fg-3">between first and last</span>
        </Definition>
      ) : null}
      <Definition term="Retention">
        {retentionWords[config.retention]}{" "}
        <span className="text-fg-3">{config.discard === "old" ? "discard old" : "refuse new when full"}</span>
      </Definition>
      <Definition term="Storage">
        {storageWords[config.storage]}{" "}
        <span className="text-fg-3">{config.compression === "s2" ? "compressed, S2" : null}</span>
      </Definition>
      {config.sealed ? <Definition term="Sealed">nothing in it can be changed any more</Definition> : null}
    </Definitions>
  );
}

/** The stream it mirrors, which leads there unless it is somebody else's. */
function MirrorOf({ name, external }: NonNullable<StreamDetail["config"]["mirror"]>) {
  if (!external) return <StreamLink stream={name} />;
  return (
    <>
      <bdi className="mono break-all font-medium">{name}</bdi> <span className="text-fg-3">behind {external.api}</span>
    </>
  );
}

/** The first or last message: its sequence, and when it was stored. */
function Edge({ sequence, time, at }: { sequence: number; time: string; at: number }) {
  const moment = momentOf(time);
  const age = moment === undefined ? 0 : at - moment.getTime();
  return (
    <>
      {formatCount(sequence)}{" "}
      {moment ? (
        <time dateTime={time} title={formatExact(moment)} className="text-fg-3">
          {age < 3600e3 ? `${formatIdle(age)} ago` : formatMoment(moment, new Date(at))}
        </time>
      ) : (
        <span className="text-fg-3">no message yet</span>
      )}
    </>
  );
}
