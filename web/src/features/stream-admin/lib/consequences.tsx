import type { ReactNode } from "react";
import type { StreamDetail } from "@/api/types";
import { effective, fieldsOf } from "@/shared/document/fields";
import { isArray, isObject, type Json, JsonNumber, type JsonObject } from "@/shared/document/json";
import { bytesText, countText, durationText } from "@/shared/document/quantities";
import { formatBytes, formatCount, plural, quantityText } from "@/shared/lib/format";
import { formatMoment } from "@/shared/lib/time";
import type { Hit } from "@/shared/ui/hits";
import { Subject } from "@/shared/ui/subject";
import { streamCatalogue } from "./catalogue";

type State = StreamDetail["state"];

/** What a changed configuration does to the messages that are there, as far as their numbers tell. */
interface Change {
  before: JsonObject;
  after: JsonObject;
  state: State;
  now: Date;
}

/** What saving does, the worst first. What is `critical` deletes something or can never be undone. */
export function consequences(change: Change): Hit[] {
  if (!textAt(change.after, "name")) return [];
  const all = [
    ...deletions(change),
    ...interest(change),
    ...forGood(change),
    ...subjectsGone(change),
    ...copies(change),
    ...replicas(change),
  ];
  const rank = { critical: 0, warn: 1, unknown: 2, ok: 3 };
  return all.toSorted((a, b) => rank[a.tone] - rank[b.tone]);
}

function deletions(change: Change): Hit[] {
  // A stream that refuses new messages keeps those that it has, however low its limits become.
  const dropsOld = textAt(change.after, "discard") !== "new";
  return [...(dropsOld ? [...tooMany(change), ...tooLarge(change)] : []), ...tooOld(change), ...perSubject(change)];
}

function tooMany({ before, after, state }: Change): Hit[] {
  const limit = lowered("max_msgs", before, after);
  const gone = limit === undefined ? 0n : BigInt(state.messages) - limit;
  if (limit === undefined || gone <= 0n) return [];
  return hit(
    "critical",
    <>
      {many(gone, "message")} deleted: the oldest, so that {countText(limit)} stay
    </>,
  );
}

function tooLarge({ before, after, state }: Change): Hit[] {
  const limit = lowered("max_bytes", before, after);
  const gone = limit === undefined ? 0n : BigInt(state.bytes) - limit;
  if (limit === undefined || gone <= 0n) return [];
  const size = quantityText(formatBytes(Number(gone)));
  return hit(
    "critical",
    <>
      About <b>{size}</b> of messages is deleted: the oldest, so that {bytesText(limit)} stay
    </>,
  );
}

function tooOld({ before, after, state, now }: Change): Hit[] {
  const limit = lowered("max_age", before, after);
  if (limit === undefined || state.messages === 0) return [];
  const [first, last] = [new Date(state.first_ts), new Date(state.last_ts)];
  const oldest = new Date(now.getTime() - Number(limit / 1_000_000n));
  if (first >= oldest) return [];
  if (last < oldest)
    return hit(
      "critical",
      <>
        {all(state.messages)} deleted: they are older than {durationText(limit)}
      </>,
    );
  return hit(
    "critical",
    <>
      Messages from before <b>{formatMoment(oldest, now)}</b> are deleted; the first is from {formatMoment(first, now)}
    </>,
  );
}

function perSubject({ before, after, state }: Change): Hit[] {
  const limit = lowered("max_msgs_per_subject", before, after);
  const subjects = state.num_subjects ?? 0;
  if (limit === undefined || BigInt(state.messages) <= limit || state.messages === subjects) return [];
  const least = BigInt(state.messages) - BigInt(subjects) * limit;
  const stays = limit === 1n ? "the last one stays" : `the newest ${countText(limit)} stay`;
  if (subjects > 0 && least > 0n)
    return hit(
      "critical",
      <>
        At least {many(least, "message")} deleted: of each of {plural(subjects, "subject")} {stays}
      </>,
    );
  return hit("critical", <>Of each subject {stays}; older messages of it are deleted</>);
}

/** The limit, when there are fewer messages that it lets stay than before. */
function lowered(name: string, before: JsonObject, after: JsonObject): bigint | undefined {
  const [old, next] = [numberAt(before, name), numberAt(after, name)];
  if (next === undefined || next <= 0n) return undefined;
  return old === undefined || old <= 0n || next < old ? next : undefined;
}

function interest({ before, after, state }: Change): Hit[] {
  if (textAt(after, "retention") !== "interest" || textAt(before, "retention") === "interest") return [];
  if (state.messages === 0) return [];
  return state.consumer_count === 0
    ? hit("critical", <>{all(state.messages)} deleted: no consumer is interested in them</>)
    : hit("critical", <>Messages that every consumer has acknowledged are deleted</>);
}

function forGood({ before, after }: Change): Hit[] {
  if (after.get("sealed") === true && before.get("sealed") !== true)
    return hit("critical", <>The stream is sealed for good: nothing comes in, and nothing can be deleted</>);
  return fieldsOf(streamCatalogue).flatMap(({ name, label, change }) =>
    change?.when === "one way" && after.get(name) === true && before.get(name) !== true
      ? hit("warn", <>“{label}” cannot be switched off again</>)
      : [],
  );
}

function subjectsGone({ before, after, state }: Change): Hit[] {
  const left = wordsAt(after, "subjects");
  const gone = wordsAt(before, "subjects").filter((subject) => !left.includes(subject));
  if (gone.length === 0 || isObject(after.get("mirror"))) return [];
  const rest = gone.length > 3 ? ` and ${formatCount(gone.length - 3)} more` : "";
  return hit(
    "warn",
    <>
      Nothing is taken on{" "}
      {gone.slice(0, 3).map((subject, index) => (
        <span key={subject}>
          {index > 0 ? ", " : ""}
          <Subject name={subject} />
        </span>
      ))}
      {rest} any more{state.messages > 0 ? "; what is kept of it stays" : ""}
    </>,
  );
}

function copies({ before, after }: Change): Hit[] {
  const mirror = isObject(before.get("mirror")) && !isObject(after.get("mirror"));
  const names = (document: JsonObject) => sourcesAt(document).map((source) => textAt(source, "name") ?? "");
  const gone = names(before).filter((name) => !names(after).includes(name));
  return [
    ...(mirror ? hit("warn", <>It is a mirror no longer and goes on by itself; it cannot become one again</>) : []),
    ...(gone.length > 0
      ? hit(
          "warn",
          <>
            Nothing more is taken in from <bdi className="mono">{gone.join(", ")}</bdi>
          </>,
        )
      : []),
  ];
}

function replicas({ before, after }: Change): Hit[] {
  const [old, next] = [numberAt(before, "num_replicas") ?? 1n, numberAt(after, "num_replicas") ?? 1n];
  if (next > old)
    return hit("ok", <>All messages are copied to {plural(Number(next - old), "more server", "more servers")}</>);
  if (next < old)
    return hit(
      "warn",
      <>
        Each message is on {plural(Number(next), "server")} in place of {countText(old)}
      </>,
    );
  return [];
}

/** What a new stream will be that may not be meant. */
export function newStreamEffects(document: JsonObject): Hit[] {
  const limits = ["max_age", "max_bytes", "max_msgs"].map((name) => numberAt(document, name) ?? 0n);
  const unlimited = limits.every((limit) => limit <= 0n) && (textAt(document, "retention") ?? "limits") === "limits";
  return unlimited ? hit("warn", <>Nothing limits it: it grows until the account’s storage is full</>) : [];
}

function hit(tone: Hit["tone"], children: ReactNode): Hit[] {
  return [{ tone, children }];
}

const many = (count: bigint, what: string) => (
  <>
    <b>{countText(count)}</b> {count === 1n ? `${what} is` : `${what}s are`}
  </>
);

const all = (messages: number) => (
  <>
    All <b>{formatCount(messages)}</b> messages are
  </>
);

function numberAt(document: JsonObject, name: string): bigint | undefined {
  const value = document.get(name);
  return value instanceof JsonNumber ? value.integer : undefined;
}

function textAt(document: JsonObject, name: string): string | undefined {
  const field = fieldsOf(streamCatalogue).find((one) => one.name === name);
  const value: Json | undefined = field ? effective(field, document.get(name)) : document.get(name);
  return typeof value === "string" ? value : undefined;
}

function wordsAt(document: JsonObject, name: string): string[] {
  const value = document.get(name);
  return isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function sourcesAt(document: JsonObject): JsonObject[] {
  const value = document.get("sources");
  return isArray(value) ? value.filter(isObject) : [];
}
