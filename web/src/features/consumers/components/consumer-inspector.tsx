import { Link } from "@tanstack/react-router";
import { Inbox, Maximize2 } from "lucide-react";
import type { ReactNode } from "react";
import { hasCode } from "@/api/errors";
import type { ConsumerDetail } from "@/api/types";
import { Unread } from "@/connection/unread";
import { useCli } from "@/connection/use-cli";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Inspector } from "@/shared/ui/inspector";
import { InspectorSection } from "@/shared/ui/inspector-section";
import { Tip } from "@/shared/ui/tip";
import { useConsumer } from "../api/consumer";
import { consumerCommands } from "../lib/cli";
import { filtersOf, isPush } from "../lib/config";
import { someSettings } from "../lib/settings";
import { useConsumerHref } from "../lib/use-consumer-href";
import { ConsumerActions } from "./consumer-actions";
import { Evidence } from "./evidence";
import { Filters } from "./filters";
import { Positions } from "./positions";
import { SettingList } from "./setting-list";
import { VerdictBlock } from "./verdict-block";

interface Props {
  stream: string;
  name: string;
  onClose: () => void;
}

/** The consumer that is selected in the list: what is wrong with it, the numbers that say so, and what can be done. */
export function ConsumerInspector({ stream, name, onClose }: Props) {
  const reading = useConsumer(stream, name);
  const { link } = useConsumerHref();
  const cli = useCli();
  const detail = reading.data?.latest;
  return (
    <Inspector
      title={name}
      icon={Inbox}
      onClose={onClose}
      aside={
        <Tip text="Open the consumer">
          <Link
            {...link({ stream, name })}
            aria-label={`Open ${name}`}
            className="inline-flex size-6 items-center justify-center rounded-2 text-fg-2 hover:bg-press hover:text-fg max-sm:size-8"
          >
            <Maximize2 aria-hidden size={14} strokeWidth={1.75} />
          </Link>
        </Tip>
      }
      actions={
        detail ? (
          <>
            <ConsumerActions detail={detail} few onGone={onClose} />
            <span className="flex-1" />
            <CopyAsCli note={cli.note} commands={consumerCommands(cli, { stream, name })} label="CLI" align="end" />
          </>
        ) : undefined
      }
    >
      {hasCode(reading.error, "consumer_not_found", "stream_not_found") ? (
        <p className="px-4 py-3 text-fg-2 text-small">There is no consumer of this name any more.</p>
      ) : detail ? (
        <About detail={detail} />
      ) : (
        <Unread title={`${name} could not be read`} readings={[reading]} />
      )}
    </Inspector>
  );
}

function About({ detail }: { detail: ConsumerDetail }) {
  const { config, verdict, stream_name } = detail;
  return (
    <>
      <section aria-label="Verdict" className="border-line border-b px-4 py-3">
        <VerdictBlock verdict={verdict} />
      </section>
      {config.description ? (
        <p className="whitespace-pre-line break-words border-line border-b px-4 py-3 text-fg-2 text-small">
          <bdi>{config.description}</bdi>
        </p>
      ) : null}
      <InspectorSection title="Evidence">
        <Evidence detail={detail} />
      </InspectorSection>
      <InspectorSection title="What it is">
        <Definitions>
          <Definition term="Stream">
            <bdi className="mono">{stream_name}</bdi>
          </Definition>
          <Definition term="Kind">{kindWords(detail)}</Definition>
          <Definition term="Filter">
            <Filters subjects={filtersOf(config)} />
          </Definition>
        </Definitions>
        <SettingGap>
          <SettingList settings={someSettings(config, shownSettings(detail))} />
        </SettingGap>
      </InspectorSection>
      <InspectorSection title="Where it is">
        <Positions detail={detail} />
      </InspectorSection>
    </>
  );
}

/** Two lists of terms that read as one. */
function SettingGap({ children }: { children: ReactNode }) {
  return <div className="mt-1">{children}</div>;
}

function kindWords({ config }: ConsumerDetail): string {
  const kind = isPush(config) ? "push" : "pull";
  return config.durable_name ? `${kind}, durable` : `${kind}, not durable`;
}

/** What one wants to know before anything else; the rest is on its page. */
function shownSettings({ config }: ConsumerDetail): string[] {
  const names = ["deliver_policy", "ack_policy"];
  if (config.ack_policy !== "none") names.push("ack_wait", "max_deliver", "max_ack_pending");
  if (config.backoff && config.backoff.length > 0) names.push("backoff");
  if (isPush(config)) names.push("deliver_subject", "deliver_group");
  if (config.priority_groups && config.priority_groups.length > 0) names.push("priority_policy", "priority_groups");
  return names;
}
