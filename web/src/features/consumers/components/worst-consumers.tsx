import { Link } from "@tanstack/react-router";
import { problemText } from "@/api/problem-text";
import type { ConsumerList } from "@/api/types";
import { useConnection } from "@/connection/context";
import { titleText, visibleText } from "@/shared/grid/visible-text";
import { formatCount } from "@/shared/lib/format";
import { InspectorSection } from "@/shared/ui/inspector-section";
import { Status } from "@/shared/ui/status";
import { useWorstConsumers } from "../api/worst";
import { useConsumerHref } from "../lib/use-consumer-href";
import { verdictLook } from "../lib/verdict";

/** Of the consumers of a stream the few that fare worst, beside the stream. */
export function WorstConsumers({ stream }: { stream: string }) {
  const { data, error } = useWorstConsumers(stream);
  if (!data && !error) return null;
  return (
    <InspectorSection title="Consumers" note={data ? noteOf(data) : null}>
      {data ? (
        <List list={data} stream={stream} />
      ) : (
        <p className="text-fg-2 text-small">{problemText("", error).detail}</p>
      )}
    </InspectorSection>
  );
}

const noteOf = ({ consumers_total: total }: ConsumerList) =>
  total === 0 ? "nobody reads this stream" : total === 1 ? "1" : `${formatCount(total)}, worst first`;

function List({ list, stream }: { list: ConsumerList; stream: string }) {
  const { id } = useConnection();
  const { link } = useConsumerHref();
  const rest = list.consumers_total - list.consumers.length;
  return (
    <>
      <ul className="text-small">
        {list.consumers.map((consumer) => (
          <li key={consumer.name} className="flex min-h-6 items-center gap-3 max-sm:min-h-8">
            <Link
              {...link({ stream, name: consumer.name })}
              title={titleText(consumer.name)}
              className="mono truncate-line w-[112px] shrink-0 rounded-1 py-1 font-medium hover:text-accent hover:underline"
            >
              <bdi>{visibleText(consumer.name)}</bdi>
            </Link>
            <Status
              {...verdictLook(consumer.verdict)}
              word={consumer.verdict.title}
              quiet={consumer.verdict.level === "fine"}
            />
            <span className="flex-1" />
            <span className="whitespace-nowrap">
              {formatCount(consumer.pending)} <span className="text-fg-3">left</span>
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Link
          to="/c/$connectionId/streams/$stream/consumers"
          params={{ connectionId: id, stream }}
          className="inline-block rounded-1 py-1 text-accent text-small hover:underline max-sm:py-1.5"
        >
          {formatCount(rest)} more
        </Link>
      ) : null}
    </>
  );
}
