import { Inbox } from "lucide-react";
import { type FormEvent, useState } from "react";
import { problemText } from "@/api/problem-text";
import type { ConsumerDetail, FetchedMessage } from "@/api/types";
import { useCli } from "@/connection/use-cli";
import { useReadOnly } from "@/connection/use-read-only";
import { durationText } from "@/shared/document/quantities";
import { FilterChip } from "@/shared/grid/filter-chip";
import { plural } from "@/shared/lib/format";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Field, TextInput } from "@/shared/ui/field";
import { type Hit, Hits } from "@/shared/ui/hits";
import { ProblemView } from "@/shared/ui/problem";
import { Section } from "@/shared/ui/section";
import { useNextMessages } from "../api/next-messages";
import { nextCommand } from "../lib/cli";
import { ackWaitOf, whyNotByHand } from "../lib/config";
import { useHeld, withMessages } from "../lib/held";
import { HeldList } from "./held-list";

/** So many in one request: the API's limit. */
const most = 100;

/** Takes messages of a consumer and answers them, one by one, as a client would. */
export function ByHand({ detail }: { detail: ConsumerDetail }) {
  const { stream_name: stream, name, config } = detail;
  const { held } = useHeld(stream, name);
  const never = whyNotByHand(config);
  return (
    <Section title="Next message by hand" note={held.length > 0 ? "delivered for real" : undefined}>
      {never ? (
        <p className="text-fg-2 text-small">{never}</p>
      ) : (
        <div className="flex flex-col gap-3">
          {held.length === 0 ? <Hits hits={effectsOf(detail)} /> : null}
          <Fetch detail={detail} />
          <HeldList detail={detail} />
        </div>
      )}
    </Section>
  );
}

/** What taking a message does: said before the first one is taken. */
function effectsOf({ config }: ConsumerDetail): Hit[] {
  const { ack_wait = 0, max_deliver = -1, priority_policy } = config;
  const wait = ackWaitOf(config, 1) === undefined ? undefined : durationText(BigInt(config.backoff?.[0] ?? ack_wait));
  return [
    {
      tone: "warn",
      children:
        max_deliver > 0 ? (
          <>
            It is a real delivery, one of{" "}
            <b>{plural(max_deliver, "that the message may have", "that a message may have")}</b>
          </>
        ) : (
          "It is a real delivery, and is counted as one"
        ),
    },
    {
      tone: "warn",
      children: wait ? (
        <>
          Nobody else gets the message for <b>{wait}</b>, or until you give it back
        </>
      ) : (
        "Nobody else gets the message until you give it back"
      ),
    },
    ...(priority_policy === "pinned_client"
      ? [{ tone: "warn" as const, children: "A group that no client is pinned to is pinned to HeyNATS" }]
      : []),
    { tone: "ok", children: "What you do not acknowledge in time is delivered again" },
  ];
}

function Fetch({ detail }: { detail: ConsumerDetail }) {
  const { stream_name: stream, name, config } = detail;
  const { held, change } = useHeld(stream, name);
  const next = useNextMessages({ stream, name });
  const locked = useLocked(detail);
  const [text, setText] = useState("1");
  const count = Number(text);
  const wrong = Number.isInteger(count) && count >= 1 && count <= most ? undefined : `From 1 to ${most}.`;
  const groups = config.priority_groups ?? [];
  const [group, setGroup] = useState(groups[0]);
  const take = ({ messages }: { messages: readonly FetchedMessage[] }) => {
    const now = Date.now();
    const until = ({ delivered }: FetchedMessage) => {
      const wait = ackWaitOf(config, delivered);
      return wait === undefined ? undefined : now + wait;
    };
    change((before) => withMessages(before, messages, until));
  };
  const fetch = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && !locked && !next.isPending) next.mutate({ batch: count, group }, { onSuccess: take });
  };
  return (
    <form onSubmit={fetch} noValidate className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Messages" className="w-20">
          <TextInput
            inputMode="numeric"
            value={text}
            aria-invalid={wrong !== undefined}
            onChange={(event) => setText(event.target.value.trim())}
          />
        </Field>
        {group === undefined ? null : (
          <div className="flex h-8 items-center">
            <FilterChip
              what="Group"
              value={group}
              options={groups.map((value) => ({ value, label: value }))}
              onChange={setGroup}
            />
          </div>
        )}
        <ActionButton
          type="submit"
          size="form"
          look={held.length > 0 ? "plain" : "ink"}
          icon={Inbox}
          busy={next.isPending}
          locked={locked}
        >
          {wrong ? "Fetch" : `Fetch ${plural(count, "message")}`}
        </ActionButton>
        <ClearAnswered {...{ held, change }} />
        <Cli stream={stream} name={name} count={wrong ? 1 : count} />
      </div>
      <p role="status" className="text-fg-3 text-small empty:hidden">
        {wrong ?? (next.data && !next.isPending ? cameWords(next.data.messages.length) : null)}
      </p>
      {next.error && !next.isPending ? (
        <ProblemView problem={problemText("No message could be taken", next.error)} />
      ) : null}
    </form>
  );
}

const cameWords = (count: number) =>
  count === 0 ? "No message came within 2 s." : `${plural(count, "message")} came.`;

/** Why nothing can be taken now; undefined when it can. */
function useLocked({ paused }: ConsumerDetail): string | undefined {
  const readOnly = useReadOnly();
  return readOnly ?? (paused ? "It is paused: nothing is delivered." : undefined);
}

function ClearAnswered({ held, change }: ReturnType<typeof useHeld>) {
  if (held.every(({ fate }) => fate === "held")) return null;
  return (
    <Button size="form" look="quiet" onClick={() => change((before) => before.filter(({ fate }) => fate === "held"))}>
      Clear answered
    </Button>
  );
}

function Cli({ stream, name, count }: { stream: string; name: string; count: number }) {
  const cli = useCli();
  return (
    <span className="flex h-8 items-center">
      <CopyAsCli
        label="CLI"
        align="start"
        note={cli.note}
        commands={[
          {
            title: "Take messages without acknowledging them",
            command: nextCommand(cli, { stream, name }, count),
          },
        ]}
      />
    </span>
  );
}
