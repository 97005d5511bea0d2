import { Link, useMatchRoute } from "@tanstack/react-router";
import { useConnection } from "@/connection/context";
import { ConnectionChip } from "@/features/connections/components/connection-chip";
import { ConsumersNote } from "@/features/consumers/components/consumers-note";
import { StreamsNote } from "@/features/streams/components/streams-note";
import { Mark } from "@/shared/ui/mark";
import { SettingsButton } from "../settings-button";
import { ThemeButton } from "../theme-button";
import { sections } from "./pages";
import { Version } from "./version";

/** The left edge: which connection, where in it, and how HeyNATS itself is set. */
export function Rail() {
  return (
    <nav aria-label="Main" className="flex h-full min-h-0 flex-col bg-page">
      <ConnectionChip />
      <Pages />
      <RailFoot />
    </nav>
  );
}

export function Pages({ onGo }: { onGo?: () => void }) {
  const { id } = useConnection();
  const matchRoute = useMatchRoute();
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-2">
      {sections.map(({ head, pages }) => (
        <div key={pages[0]?.title}>
          {head ? <h2 className="px-2 pt-3.5 pb-1 font-medium text-fg-3 text-micro">{head}</h2> : null}
          <ul>
            {pages.map(({ title, to, also, icon: Icon, note }) => (
              <li key={title}>
                <Link
                  to={to}
                  params={{ connectionId: id }}
                  activeOptions={{ exact: to === "/c/$connectionId", includeSearch: false }}
                  {...(onGo ? { onClick: onGo } : {})}
                  {...(also && matchRoute({ to: also }) ? { "aria-current": "page" } : {})}
                  className="group flex h-(--rail-item) items-center gap-[9px] rounded-2 px-2 text-fg-2 hover:bg-hover aria-[current=page]:bg-press aria-[current=page]:font-medium aria-[current=page]:text-fg"
                >
                  <Icon
                    aria-hidden
                    size={15}
                    strokeWidth={1.75}
                    className="text-fg-3 group-aria-[current=page]:text-accent"
                  />
                  {title} {note ? <Note of={note} /> : null}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Note({ of }: { of: "streams" | "consumers" }) {
  return of === "streams" ? <StreamsNote /> : <ConsumersNote />;
}

export function RailFoot() {
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 border-line border-t pr-2 pl-3 text-small max-sm:h-12">
      <Link to="/" aria-label="HeyNATS, all connections" className="flex min-w-0 items-center gap-2 rounded-2">
        <Mark size={18} />
        <span className="font-semibold">HeyNATS</span>
      </Link>
      <Version />
      <span className="flex-1" />
      <ThemeButton size="sm" />
      <SettingsButton size="sm" />
    </div>
  );
}
