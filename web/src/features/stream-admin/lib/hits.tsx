import type { ReactNode } from "react";
import type { StreamEffects } from "@/api/types";
import { formatBytes, formatCount, plural, quantityText } from "@/shared/lib/format";
import type { Hit } from "@/shared/ui/hits";
import { Subject } from "@/shared/ui/subject";
import type { PurgeScope } from "./purge";

/** What a purge would delete, and who has not had it yet. */
export function purgeHits(effects: StreamEffects, scope: PurgeScope): Hit[] {
  return [
    effects.messages === 0
      ? { tone: "ok", children: <>No message matches: nothing is deleted</> }
      : {
          tone: "warn",
          children: (
            <>
              {amount(effects)}
              {scope.subject ? (
                <>
                  {" "}
                  on <Subject name={scope.subject} />
                </>
              ) : null}
              , {size(effects)}
            </>
          ),
        },
    ...consumerHits(effects),
    ...copyHits(effects, "keeps its copy", "keep their copies", "No mirror or source copies them away"),
    ...partial(effects),
  ];
}

/** What goes with a stream. */
export function deleteHits(effects: StreamEffects): Hit[] {
  const { consumers_total: total, consumers_in_use: inUse } = effects;
  return [
    {
      tone: "critical",
      children: (
        <>
          {amount(effects)}, {size(effects)}: no one can bring them back
        </>
      ),
    },
    total === 0
      ? { tone: "ok", children: <>It has no consumers</> }
      : {
          tone: "warn",
          children: (
            <>
              {counted(total, "consumer")} {total === 1 ? "goes" : "go"} with it
              {inUse > 0 ? (
                <>
                  , {formatCount(inUse)} of them in use now: {consumerNames(effects, isInUse, inUse)}
                </>
              ) : null}
            </>
          ),
        },
    ...copyHits(effects, "gets nothing more", "get nothing more", "No stream mirrors or sources it"),
    ...partial(effects),
  ];
}

/** What stays as it is for ever. */
export function sealHits(effects: StreamEffects): Hit[] {
  return [
    { tone: "critical", children: <>Nothing can be published to it again; publishers get an error</> },
    {
      tone: "critical",
      children: (
        <>
          {amount(effects)}, {size(effects)}, {effects.messages === 1 ? "stays" : "stay"} for ever: none can be deleted
          or purged, and no age limit counts any more
        </>
      ),
    },
    { tone: "ok", children: <>Consumers can still read it, and the stream as a whole can be deleted</> },
    ...copyHits(effects, "gets nothing more", "get nothing more", "No stream mirrors or sources it"),
    ...partial(effects),
  ];
}

type Consumer = StreamEffects["consumers"][number];

const isInUse = ({ waiting, push_bound }: Consumer) => waiting > 0 || push_bound;

function consumerHits(effects: StreamEffects): Hit[] {
  const { consumers_total: total, consumers_unread: unread } = effects;
  if (total === 0) return [{ tone: "ok", children: <>It has no consumers</> }];
  if (unread === 0)
    return [
      {
        tone: "ok",
        children: (
          <>
            Its {plural(total, "consumer")} {total === 1 ? "has" : "have"} read everything
          </>
        ),
      },
    ];
  return [
    {
      tone: "warn",
      children: (
        <>
          {counted(unread, "consumer")}{" "}
          {unread === 1 ? "has not read all of its messages" : "have not read all of their messages"}:{" "}
          {consumerNames(effects, ({ pending }) => pending > 0, unread)}
        </>
      ),
    },
  ];
}

/** Those that are known by name, of so many. */
function consumerNames({ consumers }: StreamEffects, wanted: (one: Consumer) => boolean, total: number): ReactNode {
  return names(
    consumers.filter(wanted).map(({ name }) => name),
    total,
  );
}

function copyHits({ mirrors, sources_of }: StreamEffects, one: string, several: string, none: string): Hit[] {
  if (mirrors.length + sources_of.length === 0) return [{ tone: "ok", children: none }];
  const line = (streams: readonly string[], verb: [string, string]): Hit[] =>
    streams.length === 0
      ? []
      : [
          {
            tone: "warn",
            children: (
              <>
                {names(streams)} {streams.length === 1 ? `${verb[0]} it and ${one}` : `${verb[1]} it and ${several}`}
              </>
            ),
          },
        ];
  return [...line(mirrors, ["mirrors", "mirror"]), ...line(sources_of, ["sources", "source"])];
}

function partial({ partial: cut }: StreamEffects): Hit[] {
  return cut ? [{ tone: "unknown", children: <>Not everything could be read: there may be more</> }] : [];
}

const about = (exact: boolean) => (exact ? "" : "About ");

function amount({ messages, messages_exact }: StreamEffects): ReactNode {
  return (
    <>
      {about(messages_exact)}
      {counted(messages, "message")}
    </>
  );
}

function size({ bytes, bytes_exact }: StreamEffects): string {
  return `${bytes_exact ? "" : "about "}${quantityText(formatBytes(bytes))}`;
}

function counted(count: number, what: string): ReactNode {
  return (
    <>
      <b>{formatCount(count)}</b> {count === 1 ? what : `${what}s`}
    </>
  );
}

/** A few names, and how many more. */
function names(all: readonly string[], total = all.length): ReactNode {
  const few = all.slice(0, 3);
  return (
    <>
      {few.map((name, index) => (
        <span key={name}>
          {index > 0 ? ", " : ""}
          <bdi className="mono break-all">{name}</bdi>
        </span>
      ))}
      {total > few.length ? ` and ${formatCount(total - few.length)} more` : ""}
    </>
  );
}
