import { Link } from "@tanstack/react-router";
import type { StreamDetail } from "@/api/types";
import { useConnection } from "@/connection/context";
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
        <Edge stream={config.name} sequence={state.first_seq} time={state.first_ts} at={at} />
      </Definition>
      <Definition term="Last">
        <Edge stream={config.name} sequence={state.last_seq} time={state.last_ts} at={at} />
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

interface EdgeProps {
  stream: string;
  sequence: number;
  time: string;
  at: number;
}

/** The first or last message: its sequence, which leads to it, and when it was stored. */
function Edge({ stream, sequence, time, at }: EdgeProps) {
  const { id } = useConnection();
  const moment = momentOf(time);
  if (!moment) {
    return (
      <>
        {formatCount(sequence)} <span className="text-fg-3">no message yet</span>
      </>
    );
  }
  const age = at - moment.getTime();
  return (
    <>
      <Link
        to="/c/$connectionId/streams/$stream/messages"
        params={{ connectionId: id, stream }}
        search={{ from: `seq:${sequence}`, open: sequence }}
        className="rounded-1 hover:text-accent hover:underline"
      >
        {formatCount(sequence)}
      </Link>{" "}
      <time dateTime={time} title={formatExact(moment)} className="text-fg-3">
        {age < 3600e3 ? `${formatIdle(age)} ago` : formatMoment(moment, new Date(at))}
      </time>
    </>
  );
}
