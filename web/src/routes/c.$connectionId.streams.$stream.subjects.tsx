import { createFileRoute, useRouter } from "@tanstack/react-router";
import { Suspense } from "react";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { useStream } from "@/features/streams/api/stream";
import { useSubjects } from "@/features/streams/api/subjects";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { StreamPage } from "./-stream-page";

const SubjectsGrid = pagePart(async () => (await import("@/features/streams/components/subjects-grid")).SubjectsGrid);

const schema = object({ filter: searchText(), sort: searchText() });

interface Search {
  /** A subject with wildcards. */
  filter?: string | undefined;
  /** Without a word the fullest come first. */
  sort?: "name" | undefined;
}

export const Route = createFileRoute("/c/$connectionId/streams/$stream/subjects")({
  validateSearch: (input): Search => {
    const { filter, sort } = schema.parse(input);
    return { filter: filter || undefined, sort: sort === "name" ? "name" : undefined };
  },
  remountDeps: ({ params }) => params.stream,
  component: StreamSubjectsRoute,
});

function StreamSubjectsRoute() {
  const { stream } = Route.useParams();
  const { filter = "", sort = "messages" } = Route.useSearch();
  const { id } = useConnection();
  const navigate = Route.useNavigate();
  const router = useRouter();
  const cli = useCli();
  const { data } = useStream(stream);
  const reading = useSubjects(stream, filter, sort);
  const messages = (subject: string) =>
    ({
      to: "/c/$connectionId/streams/$stream/messages",
      params: { connectionId: id, stream },
      search: { subject },
    }) as const;
  return (
    <StreamPage
      stream={stream}
      tab="Subjects"
      readings={[reading]}
      saysAge
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            {
              title: "The subjects, with their messages",
              command: cli.named(["stream", "subjects"], filter ? [stream, filter] : [stream]),
            },
          ]}
        />
      }
    >
      <Suspense fallback={null}>
        <SubjectsGrid
          reading={reading}
          all={data?.detail.state.messages}
          filter={filter}
          onFilter={(next) =>
            void navigate({ search: (now) => ({ ...now, filter: next || undefined }), replace: true })
          }
          sort={sort}
          onSort={(next) =>
            void navigate({ search: (now) => ({ ...now, sort: next === "name" ? next : undefined }), replace: true })
          }
          href={(subject) => router.history.createHref(router.buildLocation(messages(subject)).publicHref)}
          onOpen={(subject) => void navigate(messages(subject))}
        />
      </Suspense>
    </StreamPage>
  );
}
