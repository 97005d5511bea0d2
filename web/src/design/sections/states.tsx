import { CircleAlert, CircleCheck, KeyRound, Layers, RotateCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { natsCli } from "@/shared/lib/cli";
import { formatCount, formatRate } from "@/shared/lib/format";
import { nearestName } from "@/shared/lib/nearest-name";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { EmptyState } from "@/shared/ui/empty-state";
import { Field, TextInput } from "@/shared/ui/field";
import { type DroppedFile, FileDrop } from "@/shared/ui/file-drop";
import { NeedsServer, NotVisible } from "@/shared/ui/not-available";
import { NothingFound } from "@/shared/ui/nothing-found";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import { ProblemView } from "@/shared/ui/problem";
import { Quantity } from "@/shared/ui/quantity";
import { Skeleton } from "@/shared/ui/skeleton";
import { ParkedNotice, PartialNotice, ReconnectingNotice, StaleNotice } from "@/shared/ui/state-notices";
import { Status } from "@/shared/ui/status";
import { Subject } from "@/shared/ui/subject";
import type { DesignSection } from "../section";

const nothing = () => undefined;
const read = new Date(2026, 10, 23, 14, 28);
const now = new Date(2026, 10, 23, 14, 32, 6, 230);

const streams = [
  { name: "ORDERS", messages: 4_118_006, rate: 61 },
  { name: "PAYMENTS", messages: 1_902_338, rate: 141 },
  { name: "REFUNDS", messages: 90_114, rate: 2 },
  { name: "SHIPMENTS", messages: 702_566, rate: 44 },
  { name: "TELEMETRY", messages: 100_000_000, rate: 12_300 },
];

function States() {
  return (
    <div className="-mb-px grid grid-cols-4 overflow-hidden max-wide:grid-cols-3 max-lg:grid-cols-2 max-sm:grid-cols-1">
      <State name="Loading">
        <div className="flex h-7 items-center justify-between border-line border-y bg-sub px-4 font-medium text-fg-3 text-micro">
          <span>Name</span>
          <span>Messages</span>
          <span>Rate</span>
        </div>
        <Skeleton widths={[62, 78, 48, 70, 40]} label="Loading streams" />
      </State>
      <State name="Empty">
        <EmptyState
          icon={Layers}
          level={3}
          title="No streams in this account yet"
          action={<Button look="ink">New stream</Button>}
          cli={
            <CopyAsCli
              label="nats stream add"
              look="plain"
              align="start"
              commands={[
                {
                  title: "Add a stream, answering its questions",
                  command: natsCli({ urls: ["nats://127.0.0.1:4222"], auth: "none" }, ["stream", "add"]),
                },
              ]}
            />
          }
        >
          A stream keeps the messages of the subjects you name, so that they can be read again.
        </EmptyState>
      </State>
      <State name="Filtered to nothing">
        <Filtered />
      </State>
      <State name="Partial" flush>
        <PartialNotice shown={1024} total={9800} about why="The server stopped answering after 5 s." onMore={nothing} />
        <Rows />
      </State>
      <State name="Error">
        <Padded>
          <ProblemView
            problem={{
              title: "PAYMENTS could not be read",
              detail: "JetStream is offline: no server leads the meta group of eu-west. Nothing was changed.",
              code: "jetstream_unavailable",
              nats: { err_code: 10008, description: "system temporarily unavailable" },
              requestId: "01JD8Q7N3K5T",
            }}
            actions={
              <>
                <Button icon={RotateCw}>Try again</Button>
                <Button look="quiet">Servers</Button>
              </>
            }
          />
        </Padded>
      </State>
      <State name="Outcome unknown">
        <Padded>
          <OutcomeUnknown
            title="The purge may have happened"
            sentAt={now}
            requestId="01JD8Q7M9C2R"
            action={<Button look="ink">Look at PAYMENTS</Button>}
            onDismiss={nothing}
          />
        </Padded>
      </State>
      <State name="Stale" flush>
        <StaleNotice at={read} now={now} why="The last refresh failed." onRefresh={nothing} />
        <Rows stale />
      </State>
      <State name="Reconnecting" flush>
        <ReconnectingNotice attempt={3} nextIn={4000} onNow={nothing} />
        <Rows stale />
      </State>
      <State name="Parked" flush>
        <ParkedNotice after={30 * 60_000} wakes={2.1} onWake={nothing} />
        <Rows stale />
      </State>
      <State name="Needs credentials">
        <NeedsCredentials />
      </State>
      <State name="Not on this server">
        <NeedsServer
          level={3}
          feature="Pausing consumers"
          version="2.11"
          server={{ name: "n3-euw", version: "2.10.24", api_level: 0 }}
          actions={<Button>Servers</Button>}
        >
          All three servers of eu-west have to be upgraded first.
        </NeedsServer>
      </State>
      <State name="Destructive step">
        <Destructive />
      </State>
      <State name="Not for this account">
        <NotVisible level={3} what="Servers" account="SHOP" actions={<Button>Other connections</Button>}>
          Servers answer the system account only. A connection with its credentials shows them.
        </NotVisible>
      </State>
      <State name="Not for this user">
        <NotVisible level={3} what="Streams">
          The user ops-readonly may not publish to <Subject name="$JS.API.STREAM.LIST" />. Whoever runs the server can
          allow it.
        </NotVisible>
      </State>
    </div>
  );
}

/** One of them, in the frame that a region would be. `flush` for lines that reach from edge to edge. */
function State({ name, flush = false, children }: { name: string; flush?: boolean; children: ReactNode }) {
  return (
    <section aria-label={name} className="-mr-px min-h-72 min-w-0 border-line border-r border-b pb-4 max-sm:min-h-0">
      <h2 className="px-4 py-[7px] font-medium text-fg-3 text-micro">{name}</h2>
      <div className={flush ? "border-line border-t" : undefined}>{children}</div>
    </section>
  );
}

function Padded({ children }: { children: ReactNode }) {
  return <div className="px-4 pt-1.5">{children}</div>;
}

function Rows({ stale = false }: { stale?: boolean }) {
  return (
    <ul className={stale ? "stale" : undefined}>
      {streams.map(({ name, messages, rate }) => (
        <li key={name} className="flex h-row items-center gap-3 border-line-faint border-b px-4">
          <span className="mono flex-1 font-medium">{name}</span>
          <span>{formatCount(messages)}</span>
          <span className="w-15 text-right text-fg-2">
            <Quantity of={formatRate(rate)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Filtered() {
  const [query, setQuery] = useState("ordesr");
  const names = streams.map(({ name }) => name);
  if (names.some((name) => name.includes(query))) {
    return (
      <Padded>
        <p className="mb-2 text-fg-2">{query === "" ? "No filter." : `Filtered by ${query}.`}</p>
        <Button onClick={() => setQuery("ordesr")}>Filter by a slip of the finger</Button>
      </Padded>
    );
  }
  return (
    <NothingFound
      level={3}
      query={query}
      searched="148 streams were searched, by name and subject."
      nearest={nearestName(query, names)}
      onNearest={setQuery}
      onClear={() => setQuery("")}
    />
  );
}

function NeedsCredentials() {
  const [file, setFile] = useState<DroppedFile>();
  return (
    <div className="flex flex-col gap-2.5 px-4 pt-1.5">
      <Status large tone="warn" icon={KeyRound} word="eu-prod needs new credentials" />
      <p className="text-fg-2">
        The server refused ops-readonly twice. Its JWT ended on 3 Nov 2026. Everything else about this connection is
        kept.
      </p>
      <FileDrop label="Credentials file" what="a credentials file" slim value={file} onChange={setFile} />
      <div className="flex flex-wrap gap-2">
        <Button>Try once more</Button>
        <Button look="quiet">Other kinds</Button>
      </div>
    </div>
  );
}

function Destructive() {
  const [typed, setTyped] = useState("");
  return (
    <div className="flex flex-col gap-2.5 px-4 pt-1.5">
      <h3 className="font-semibold text-title">Purge PAYMENTS</h3>
      <ul className="flex flex-col gap-1 [&>li]:flex [&>li]:items-baseline [&>li]:gap-2 [&_svg]:self-center">
        <li>
          <CircleAlert aria-hidden size={13} strokeWidth={2} className="text-warn" />
          <span>
            <b>61,402</b> messages on <Subject name="payments.eu.>" />,{" "}
            <span className="whitespace-nowrap">38.2 MiB</span>
          </span>
        </li>
        <li>
          <CircleAlert aria-hidden size={13} strokeWidth={2} className="text-warn" />
          <span>
            <b>2</b> consumers have not read <b>2,204</b> of them
          </span>
        </li>
        <li className="text-fg-2">
          <CircleCheck aria-hidden size={13} strokeWidth={2} className="text-ok" />
          No mirror or source copies them away
        </li>
      </ul>
      <Field label="Type the stream’s name">
        <TextInput mono value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
      <div>
        <Button look="destroy" size="form" disabled={typed !== "PAYMENTS"}>
          Purge 61,402 messages
        </Button>
      </div>
    </div>
  );
}

export const section: DesignSection = { title: "States", order: 20, Component: States };
