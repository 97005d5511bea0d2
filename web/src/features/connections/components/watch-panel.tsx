import { useQuery } from "@tanstack/react-query";
import { ChangeList } from "@/connection/change-list";
import { describeState } from "@/connection/describe-state";
import { statsQuery } from "@/connection/stats";
import { Status } from "@/shared/ui/status";

/** The watched connections side by side: how each stands, and what happened to it last. */
export function WatchPanel({ ids }: { ids: readonly string[] }) {
  return (
    <div className="flex h-[168px] overflow-x-auto border-line border-b bg-main">
      {ids.map((id) => (
        <Watched key={id} id={id} />
      ))}
    </div>
  );
}

function Watched({ id }: { id: string }) {
  const { data } = useQuery(statsQuery(id));
  if (!data) return null;
  return (
    <section
      aria-label={data.name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by a keyboard.
      tabIndex={0}
      className="w-[420px] max-w-[92vw] shrink-0 overflow-y-auto -outline-offset-2 border-line border-r px-4 py-2.5"
    >
      <h2 className="mb-1.5 flex items-baseline gap-2 text-small">
        <span className="font-semibold">{data.name}</span>
        <Status {...describeState(data.state, data.reason)} />
      </h2>
      <ChangeList changes={data.changes.slice(0, 6)} />
    </section>
  );
}
