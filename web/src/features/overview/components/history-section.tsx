import { ChangeList } from "@/connection/change-list";
import { useConnection } from "@/connection/context";
import { formatCount, plural } from "@/shared/lib/format";
import { formatMoment } from "@/shared/lib/time";
import { Section } from "@/shared/ui/section";

/** What happened to this connection, as HeyNATS saw it. */
export function HistorySection() {
  const { stats, readAt } = useConnection();
  const { reconnects, wakes } = stats;
  return (
    <Section
      title="Connection"
      note={`opened ${formatMoment(new Date(stats.created_at), new Date(readAt))}, ${plural(reconnects, "reconnect")}, woken ${wakes === 1 ? "once" : `${formatCount(wakes)} times`}`}
    >
      <ChangeList changes={stats.changes.slice(0, 8)} />
    </Section>
  );
}
