import { Link } from "@tanstack/react-router";
import type { StreamDetail } from "@/api/types";
import { useConnection } from "@/connection/context";
import { formatCompact, formatCount } from "@/shared/lib/format";
import { streamTabs } from "../lib/tabs";

interface Props {
  stream: string;
  /** As it was read last, for the counts. */
  detail: StreamDetail | undefined;
}

/** The ways to look at one stream, as links: each can be opened beside, sent, and gone back to. */
export function StreamTabs({ stream, detail }: Props) {
  const { id } = useConnection();
  return (
    <nav
      aria-label={`Stream ${stream}`}
      className="flex h-9 shrink-0 items-stretch gap-[18px] overflow-x-auto border-line border-b px-4 [scrollbar-width:none] max-sm:h-11"
    >
      {streamTabs.map(({ title, to, count }) => (
        <Link
          key={title}
          to={to}
          params={{ connectionId: id, stream }}
          activeOptions={{ exact: true, includeSearch: false }}
          className="flex shrink-0 items-center gap-1.5 border-transparent border-y-2 text-fg-2 -outline-offset-2 hover:text-fg aria-[current=page]:border-b-accent aria-[current=page]:font-medium aria-[current=page]:text-fg"
        >
          <span data-label={title} className="steady-weight">
            {title}
          </span>
          <Count of={detail && count?.(detail)} />
        </Link>
      ))}
    </nav>
  );
}

/** Whole as long as it is short: a tab keeps its place while the number grows. */
function Count({ of }: { of: number | undefined }) {
  if (of === undefined) return null;
  return (
    <span title={formatCount(of)} className="font-normal text-fg-3 text-micro">
      {of < 10_000_000 ? formatCount(of) : formatCompact(of)}
    </span>
  );
}
