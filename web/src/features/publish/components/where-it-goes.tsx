import type { PublishTarget } from "@/api/types";
import { formatSpan, parseGoDuration } from "@/shared/lib/duration";
import { formatCount } from "@/shared/lib/format";
import { type Hit, Hits } from "@/shared/ui/hits";
import { Section } from "@/shared/ui/section";
import { useTarget } from "../api/target";
import type { Draft } from "../lib/draft";

interface Props {
  /** Undefined while there is none. */
  subject: string | undefined;
  draft: Draft;
}

/** Which stream would take it, before it is sent. */
export function WhereItGoes({ subject, draft }: Props) {
  const { data, error, isPlaceholderData } = useTarget(subject);
  return (
    <Section title="Where it goes">
      <div role="status" className={isPlaceholderData ? "stale" : undefined}>
        {subject === undefined ? (
          <p className="text-fg-3 text-small">Type a subject to see which stream takes it.</p>
        ) : error ? (
          <Hits hits={[{ tone: "unknown", children: "Which stream takes it could not be read" }]} />
        ) : data ? (
          <Hits hits={hitsOf(data, draft)} />
        ) : (
          <p className="text-fg-3 text-small">Looking.</p>
        )}
      </div>
    </Section>
  );
}

function hitsOf(target: PublishTarget, { jetstream, ttl }: Draft): Hit[] {
  const { stream, messages, last_seq } = target;
  if (stream === undefined) {
    return jetstream
      ? [{ tone: "warn", children: "No stream takes it, so nobody would acknowledge it" }]
      : [{ tone: "unknown", children: "No stream takes it: who listens now gets it, and nothing keeps it" }];
  }
  const hits: Hit[] = [
    {
      tone: "ok",
      children: (
        <>
          <b className="mono">{stream}</b> keeps it, behind {formatCount(messages)} others; its last sequence is{" "}
          <b>{formatCount(last_seq)}</b>
        </>
      ),
    },
  ];
  if (!jetstream) hits.push({ tone: "unknown", children: "Its acknowledgement is not waited for, see Stream" });
  if (target.sealed) hits.push({ tone: "warn", children: "It is sealed: nothing comes into it any more" });
  if (target.no_ack && jetstream) hits.push({ tone: "warn", children: "It acknowledges nothing (no_ack)" });
  if (jetstream && ttl !== "" && !target.allow_msg_ttl)
    hits.push({ tone: "warn", children: "It does not allow messages a lifetime of their own (allow_msg_ttl)" });
  if (target.duplicate_window)
    hits.push({
      tone: "ok",
      children: `It knows the ids of messages for ${formatSpan(parseGoDuration(target.duplicate_window) ?? 0)}`,
    });
  return hits;
}
