import { Link } from "@tanstack/react-router";
import { MessagesSquare } from "lucide-react";
import type { ReactNode } from "react";
import type { ConsumerDetail } from "@/api/types";
import { useConnection } from "@/connection/context";
import { Chart } from "@/shared/charts/chart";
import { units } from "@/shared/charts/units";
import { formatAgo } from "@/shared/lib/duration";
import { formatCount, formatPercent } from "@/shared/lib/format";
import { buttonLook } from "@/shared/ui/button";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Figure, Figures } from "@/shared/ui/figure";
import { Pair } from "@/shared/ui/pair";
import { Section } from "@/shared/ui/section";
import { consumerEvery } from "../api/consumer";
import { filtersOf, isPush } from "../lib/config";
import type { ConsumerRead } from "../lib/consumer-read";
import { messagesLink } from "../lib/messages-link";
import { settingsOf } from "../lib/settings";
import { ByHand } from "./by-hand";
import { FurtherEvidence, Grey, Moment } from "./evidence";
import { Filters } from "./filters";
import { Positions } from "./positions";
import { SettingList } from "./setting-list";
import { VerdictBlock } from "./verdict-block";

interface Props {
  read: ConsumerRead;
  /** What can be done with it. */
  actions: ReactNode;
}

/** One consumer: how it fares, from which numbers, how it went, what it is, and its messages by hand. */
export function ConsumerPage({ read, actions }: Props) {
  const detail = read.latest;
  const { config, verdict } = detail;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex items-start gap-x-6 gap-y-3 border-line border-b px-4 py-3 max-lg:flex-col">
        <div className="min-w-0 flex-1">
          <VerdictBlock verdict={verdict} />
          {config.description ? (
            <p className="mt-1 whitespace-pre-line break-words pl-[23px] text-fg-3 text-small">
              <bdi>{config.description}</bdi>
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <MessagesLink detail={detail} />
          {actions}
        </div>
      </div>
      <ConsumerFigures detail={detail} />
      <Pair>
        <Chart
          title="Messages"
          note="since this page was opened"
          lines={read.rates}
          names={["gets", "takes"]}
          unit={units.perSecond}
          every={consumerEvery}
          fill={false}
        />
        <Chart
          title="Waiting"
          note="since this page was opened"
          lines={read.waiting}
          names={["unread", "in flight"]}
          unit={units.count}
          every={consumerEvery}
          fill={false}
        />
      </Pair>
      <Pair>
        <Section title="Evidence">
          <FurtherEvidence detail={detail} />
        </Section>
        <Section title="Where it is">
          <Positions detail={detail} />
          <div className="mt-1">
            <Keepers detail={detail} />
          </div>
        </Section>
      </Pair>
      <div className="border-line border-b">
        <ByHand detail={detail} />
      </div>
      <Configuration detail={detail} />
    </div>
  );
}

function ConsumerFigures({ detail }: { detail: ConsumerDetail }) {
  const { config, num_pending, num_ack_pending, num_redelivered, num_waiting, push_bound, ack_floor, ts } = detail;
  const limit = config.max_ack_pending ?? 0;
  const acked = ack_floor.last_active;
  return (
    <Figures>
      <Figure label="Unread" value={number(num_pending)} note="not delivered yet" />
      <Figure
        label="In flight"
        value={number(num_ack_pending)}
        note={
          config.ack_policy === "none"
            ? "it acknowledges nothing"
            : limit > 0
              ? `${formatPercent(num_ack_pending / limit)} of ${formatCount(limit)}`
              : "no limit"
        }
      />
      <Figure label="Redelivered" value={number(num_redelivered)} note="and not acknowledged yet" />
      {isPush(config) ? (
        <Figure
          label="Subscriber"
          value={{ value: push_bound ? "there" : "nobody", unit: "" }}
          note={config.deliver_subject}
        />
      ) : (
        <Figure
          label="Waiting pulls"
          value={number(num_waiting)}
          note={config.max_waiting ? `of ${formatCount(config.max_waiting)}` : ""}
        />
      )}
      <Figure
        label="Last ack"
        value={acked ? { value: sinceWords(acked, ts), unit: "" } : undefined}
        note={
          acked ? "" : config.ack_policy === "none" ? "it acknowledges nothing" : "none since its server was started"
        }
      />
    </Figures>
  );
}

const number = (count: number) => ({ value: formatCount(count), unit: "" });

const sinceWords = (at: string, now: string | undefined) =>
  formatAgo((now === undefined ? Date.now() : Date.parse(now)) - Date.parse(at));

/** Into the message browser, where its next message is. */
function MessagesLink({ detail: { stream_name, delivered, config } }: { detail: ConsumerDetail }) {
  const { id } = useConnection();
  const filters = filtersOf(config);
  const [only] = filters;
  return (
    <Link
      {...messagesLink(id, stream_name, {
        from: `seq:${delivered.stream_seq + 1}`,
        // The browser takes one filter; with several all messages are shown.
        ...(filters.length === 1 && only !== undefined ? { subject: only } : {}),
      })}
      className={buttonLook()}
    >
      <MessagesSquare aria-hidden size={13} strokeWidth={2} />
      Unread messages
    </Link>
  );
}

/** Who keeps it, and who of them leads. */
function Keepers({ detail: { cluster, created } }: { detail: ConsumerDetail }) {
  return (
    <Definitions>
      <Definition term="Created">
        <Moment at={created} />
      </Definition>
      {cluster ? (
        <Definition term="Leader">
          {cluster.leader ? <bdi className="mono">{cluster.leader}</bdi> : <Grey>nobody leads it</Grey>}
        </Definition>
      ) : null}
      {cluster?.replicas?.map(({ name, current, offline, lag }) => (
        <Definition key={name} term="Replica">
          <bdi className="mono">{name}</bdi>{" "}
          <Grey>{offline ? "away" : current ? "up to date" : `${formatCount(lag ?? 0)} operations behind`}</Grey>
        </Definition>
      ))}
    </Definitions>
  );
}

function Configuration({ detail: { config } }: { detail: ConsumerDetail }) {
  const filters = filtersOf(config);
  const groups = settingsOf(config).map((group) => ({
    ...group,
    settings: group.settings.filter(({ name }) => name !== "filter_subject" && name !== "filter_subjects"),
  }));
  return (
    <Section title="Configuration" note="what it is set to">
      <div className="grid grid-cols-2 gap-x-10 gap-y-4 max-lg:grid-cols-1">
        <Group title="Filter">
          <Filters subjects={filters} most={100} />
        </Group>
        {groups
          .filter(({ settings }) => settings.length > 0)
          .map(({ title, settings }) => (
            <Group key={title} title={title}>
              <SettingList settings={settings} />
            </Group>
          ))}
      </div>
    </Section>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0 text-small">
      <h3 className="mb-1 text-fg-3">{title}</h3>
      {children}
    </div>
  );
}
