import { createFileRoute, Link, useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Page } from "@/app/shell/page";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { NewStreamActions, NewStreamLink } from "@/features/stream-admin/components/new-stream-actions";
import { StreamActions } from "@/features/stream-admin/components/stream-actions";
import { useStreamList } from "@/features/streams/api/list";
import { parseStreamSearch, queryOf, type StreamSearch } from "@/features/streams/lib/search";
import { pagePart } from "@/shared/lib/page-part";
import { buttonLook } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const StreamsGrid = pagePart(async () => (await import("@/features/streams/components/streams-grid")).StreamsGrid);
const WorstConsumers = lazy(async () => ({
  default: (await import("@/features/consumers/components/worst-consumers")).WorstConsumers,
}));
const StreamInspector = lazy(async () => ({
  default: (await import("@/features/streams/components/stream-inspector")).StreamInspector,
}));

export const Route = createFileRoute("/c/$connectionId/streams/")({
  validateSearch: parseStreamSearch,
  component: StreamsRoute,
});

function StreamsRoute() {
  const { id } = useConnection();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const list = useStreamList(queryOf(search));
  const to = (stream: string) =>
    ({ to: "/c/$connectionId/streams/$stream", params: { connectionId: id, stream } }) as const;
  const onSearch = (next: StreamSearch) => void navigate({ search: (now) => ({ ...now, ...next }), replace: true });
  return (
    <Page
      crumbs={[{ label: "Streams" }]}
      readings={[list.reading]}
      saysAge
      actions={
        <>
          <Cli />
          <NewStreamActions />
        </>
      }
      inspector={
        search.selected ? (
          <Suspense fallback={null}>
            <StreamInspector
              key={search.selected}
              stream={search.selected}
              onClose={() => onSearch({ selected: undefined })}
              consumers={
                <Suspense fallback={null}>
                  <WorstConsumers stream={search.selected} />
                </Suspense>
              }
              actions={
                <>
                  <Link
                    to="/c/$connectionId/streams/$stream/messages"
                    params={{ connectionId: id, stream: search.selected }}
                    className={buttonLook("ink")}
                  >
                    Browse messages
                  </Link>
                  <StreamActions stream={search.selected} onDeleted={() => onSearch({ selected: undefined })} />
                </>
              }
            />
          </Suspense>
        ) : undefined
      }
    >
      <Suspense fallback={null}>
        <StreamsGrid
          list={list}
          search={search}
          onSearch={onSearch}
          href={(stream) => router.history.createHref(router.buildLocation(to(stream)).publicHref)}
          onOpen={(stream) => void navigate(to(stream))}
          make={<NewStreamLink />}
        />
      </Suspense>
    </Page>
  );
}

function Cli() {
  const cli = useCli();
  return (
    <CopyAsCli
      note={cli.note}
      commands={[
        { title: "All streams, with messages and bytes", command: cli.command("stream", "report") },
        { title: "The streams of this account", command: cli.command("stream", "ls") },
        { title: "The streams with buckets and their parts", command: cli.command("stream", "ls", "--all") },
      ]}
    />
  );
}
