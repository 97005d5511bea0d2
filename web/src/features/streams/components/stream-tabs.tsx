import { Link } from "@tanstack/react-router";
import { useConnection } from "@/connection/context";
import { streamTabs } from "../lib/tabs";

/** The ways to look at one stream, as links: each can be opened beside, sent, and gone back to. */
export function StreamTabs({ stream }: { stream: string }) {
  const { id } = useConnection();
  return (
    <nav
      aria-label={`Stream ${stream}`}
      className="flex h-9 shrink-0 items-stretch gap-[18px] overflow-x-auto border-line border-b px-4 [scrollbar-width:none] max-sm:h-11"
    >
      {streamTabs.map(({ title, to }) => (
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
        </Link>
      ))}
    </nav>
  );
}
