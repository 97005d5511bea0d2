import { createFileRoute, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { viewFlags } from "@/features/messages/lib/cli";
import { type Address, addressOf, type Question, questionOf, readAddress } from "@/features/messages/lib/question";
import { traitsOf } from "@/features/messages/lib/traits";
import { useMessages } from "@/features/messages/lib/use-messages";
import { useStream } from "@/features/streams/api/stream";
import { pagePart } from "@/shared/lib/page-part";
import { useNarrow } from "@/shared/lib/use-media";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { StreamPage } from "./-stream-page";

const MessageList = pagePart(async () => (await import("@/features/messages/components/message-list")).MessageList);
// The viewers of payloads and differences come with the first message that is opened.
const MessageInspector = lazy(async () => ({
  default: (await import("@/features/messages/components/message-inspector")).MessageInspector,
}));

const ExportDialog = lazy(async () => ({
  default: (await import("@/features/messages/components/export-dialog")).ExportDialog,
}));

export const Route = createFileRoute("/c/$connectionId/streams/$stream/messages")({
  validateSearch: readAddress,
  component: MessagesRoute,
});

function MessagesRoute() {
  const { stream } = Route.useParams();
  const address = Route.useSearch();
  const navigate = Route.useNavigate();
  const narrow = useNarrow();
  const hrefs = useHrefs(stream, address);
  const question = useMemo(() => questionOf(address), [address]);
  const detail = useStream(stream).data?.detail;
  const traits = useMemo(() => detail && traitsOf(detail.config), [detail]);
  const messages = useMessages(stream, question, address.at);
  const { window, facts } = messages.state;
  const { open, compare } = address;
  const [exporting, setExporting] = useState(false);

  const change = (next: Partial<Address>, replace = true) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace });
  const ask = (next: Question) => void navigate({ search: { ...addressOf(next), open, compare } });
  // On a phone a message takes the whole screen, which one leaves by going back.
  const look = (sequence: number | undefined) => change({ open: sequence }, !narrow || open !== undefined);

  return (
    <StreamPage
      stream={stream}
      tab="Messages"
      readings={[messages.reading]}
      actions={<Commands stream={stream} question={question} open={open} />}
      inspector={
        open === undefined ? undefined : (
          <Suspense fallback={null}>
            <MessageInspector
              stream={stream}
              sequence={open}
              rows={window.rows}
              direction={question.direction}
              traits={traits}
              compare={compare}
              onOpen={look}
              onCompare={(sequence) => change({ compare: sequence })}
              onDeleted={(sequence) => messages.reader.forget(sequence)}
              permalink={hrefs.permalink}
            />
          </Suspense>
        )
      }
    >
      <Suspense fallback={null}>
        <MessageList
          stream={stream}
          question={question}
          onQuestion={ask}
          messages={messages}
          traits={traits}
          open={open}
          onOpen={look}
          onTop={(at) => {
            if (at !== address.at) change({ at });
          }}
          href={hrefs.row}
          onExport={() => setExporting(true)}
        />
      </Suspense>
      {exporting && facts ? (
        <Suspense fallback={null}>
          <ExportDialog
            stream={stream}
            question={question}
            counts={facts}
            top={address.at ?? window.rows[0]?.sequence}
            traits={traits}
            onOpenChange={setExporting}
          />
        </Suspense>
      ) : null}
    </StreamPage>
  );
}

/** Addresses of messages: of a row, which keeps what the page is filtered by, and one to be sent. */
function useHrefs(stream: string, address: Address) {
  const router = useRouter();
  const { id } = useConnection();
  return useMemo(() => {
    const to = "/c/$connectionId/streams/$stream/messages";
    const hrefOf = (search: Address) =>
      router.history.createHref(router.buildLocation({ to, params: { connectionId: id, stream }, search }).publicHref);
    const { open: _, ...rest } = address;
    // A sequence that stands for any: an address for each of fifty rows would be built with every step of the wheel.
    const row = hrefOf({ ...rest, open: 1 });
    return {
      row: (sequence: number) => row.replace(/([?&]open=)1$/, `$1${sequence}`),
      permalink: (sequence: number) =>
        new URL(hrefOf({ from: `seq:${sequence}`, open: sequence }), window.location.origin).href,
    };
  }, [router, id, stream, address]);
}

interface CommandsProps {
  stream: string;
  question: Question;
  open: number | undefined;
}

function Commands({ stream, question, open }: CommandsProps) {
  const cli = useCli();
  return (
    <CopyAsCli
      note={cli.note}
      commands={[
        {
          title: "Page through the messages, from the oldest on",
          command: cli.named(["stream", "view", ...viewFlags(question)], [stream]),
        },
        ...(open === undefined
          ? []
          : [{ title: "Show the open message", command: cli.named(["stream", "get"], [stream, String(open)]) }]),
      ]}
    />
  );
}
