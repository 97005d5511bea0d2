import { createFileRoute, Link } from "@tanstack/react-router";
import { Layers, Reply, Send } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { TailTabs } from "@/features/live/components/tail-tabs";
import { followCommands } from "@/features/live/lib/cli";
import { restoreTails } from "@/features/live/lib/kept";
import { readLiveSearch, searchOf, wantedOf } from "@/features/live/lib/search";
import { live } from "@/live/client";
import type { LiveMessage } from "@/live/record";
import type { Tail } from "@/live/tail";
import { useTails } from "@/live/use-live";
import { nameOf, sameWanted, type Wanted } from "@/live/wanted";
import { formatCount } from "@/shared/lib/format";
import { pagePart } from "@/shared/lib/page-part";
import { buttonLook } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const FollowForm = pagePart(async () => (await import("@/features/live/components/follow-form")).FollowForm);
const TailView = pagePart(async () => (await import("@/features/live/components/tail-view")).TailView);
const LiveInspector = lazy(async () => ({
  default: (await import("@/features/live/components/live-inspector")).LiveInspector,
}));

export const Route = createFileRoute("/c/$connectionId/live")({
  validateSearch: readLiveSearch,
  component: LiveRoute,
});

interface Opened {
  row: number;
  message: LiveMessage;
}

function LiveRoute() {
  const { id } = useConnection();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const cli = useCli();
  const tails = useTails(id);
  const asked = wantedOf(search);
  const shown = shownOf(tails, search, asked);
  const [opened, setOpened] = useState<{ tail: Tail } & Opened>();
  const open = opened?.tail === shown ? opened : undefined;
  useAsked(asked);

  const follow = (wanted: Wanted) => {
    live.follow(id, wanted);
    void navigate({ search: searchOf(wanted), replace: true });
  };
  const look = (row: number | undefined, message?: LiveMessage) =>
    setOpened(shown && row !== undefined && message ? { tail: shown, row, message: copyOf(message) } : undefined);
  return (
    <Page
      crumbs={[{ label: "Live" }, ...(shown ? [{ label: nameOf(shown.wanted), typed: true }] : [])]}
      actions={shown ? <CopyAsCli note={cli.note} commands={followCommands(cli, shown.wanted)} /> : null}
      inspector={
        open ? (
          <Suspense fallback={null}>
            <LiveInspector
              message={open.message}
              actions={<MessageLinks tail={open.tail} message={open.message} />}
              onStep={(by) => {
                const { tape } = open.tail;
                for (let row = open.row + by; row >= tape.first && row < tape.end; row += by) {
                  const message = tape.at(row)?.message;
                  if (message) return look(row, message);
                }
              }}
              onClose={() => setOpened(undefined)}
            />
          </Suspense>
        ) : undefined
      }
    >
      {tails.length > 0 ? <TailTabs tails={tails} shown={shown} /> : null}
      <Suspense fallback={null}>
        {shown ? (
          <TailView key={shown.id} tail={shown} open={open?.row} onOpen={look} />
        ) : (
          <FollowForm key={JSON.stringify(asked)} asked={asked} onFollow={follow} />
        )}
      </Suspense>
    </Page>
  );
}

/** The tail that an address means: by its id, by what it follows, or the last there is. */
function shownOf(tails: readonly Tail[], { tail, view }: { tail?: string; view?: "new" }, asked: Wanted | undefined) {
  if (view === "new") return undefined;
  if (asked) return tails.findLast(({ wanted }) => sameWanted(wanted, asked));
  return tails.find(({ id }) => id === tail) ?? tails.at(-1);
}

/**
 * A link that says what to follow is followed. Not so with a queue group: joining one takes messages from its other
 * members, which nobody does by opening a link.
 */
function useAsked(asked: Wanted | undefined) {
  const { id } = useConnection();
  const wanted = asked && ("stream" in asked || !asked.queue) ? JSON.stringify(asked) : undefined;
  useEffect(() => {
    restoreTails();
    if (wanted === undefined) return;
    const asked = JSON.parse(wanted) as Wanted;
    if (live.tails.some((tail) => tail.connection === id && sameWanted(tail.wanted, asked))) return;
    live.follow(id, asked, true);
  }, [id, wanted]);
}

/** A message outlives the tape that it came from: its bytes are its own then. */
function copyOf(message: LiveMessage): LiveMessage {
  return { ...message, header: message.header.slice(), data: message.data.slice() };
}

/** Where to go from a message: to the stream's own copy, to whoever waits for an answer, to where it was published. */
function MessageLinks({ tail, message: { sequence, subject, reply } }: { tail: Tail; message: LiveMessage }) {
  const { id } = useConnection();
  const publish = (text: string, to: string, icon: ReactNode) => (
    <Link
      to="/c/$connectionId/publish"
      params={{ connectionId: id }}
      search={{ subject: to }}
      className={buttonLook("plain", "sm")}
    >
      {icon}
      {text}
    </Link>
  );
  return (
    <>
      {"stream" in tail.wanted ? (
        <Link
          to="/c/$connectionId/streams/$stream/messages"
          params={{ connectionId: id, stream: tail.wanted.stream }}
          search={{ from: `seq:${sequence}`, open: sequence }}
          className={buttonLook("plain", "sm")}
        >
          <Layers aria-hidden size={13} strokeWidth={2} />
          Message {formatCount(sequence)} in the stream
        </Link>
      ) : null}
      {reply === "" ? null : publish("Answer", reply, <Reply aria-hidden size={13} strokeWidth={2} />)}
      {publish("Publish there", subject, <Send aria-hidden size={13} strokeWidth={2} />)}
    </>
  );
}
