import { type ReactNode, useState } from "react";
import { Button } from "@/shared/ui/button";
import { ConfirmByName, type Preview } from "@/shared/ui/confirm-by-name";
import type { Hit } from "@/shared/ui/hits";
import { OutcomeUnknown } from "@/shared/ui/outcome-unknown";
import type { ProblemText } from "@/shared/ui/problem";
import { Subject } from "@/shared/ui/subject";
import type { DesignSection } from "../section";
import { Specimen } from "../specimen";

export const section: DesignSection = { title: "Typed confirmation", order: 53, Component: Confirmations };

const hits: Hit[] = [
  {
    tone: "warn",
    children: (
      <>
        <b>61,402</b> messages on <Subject name="payments.eu.>" />, 38.2 MiB
      </>
    ),
  },
  {
    tone: "warn",
    children: (
      <>
        <b>2</b> consumers have not read <b>2,204</b> of them
      </>
    ),
  },
  { tone: "ok", children: "No mirror or source copies them away" },
];

const unread: ProblemText = {
  title: "What this hits could not be read",
  detail: "JetStream is offline: no server leads the meta group of eu-west.",
  code: "jetstream_unavailable",
  nats: { err_code: 10008, description: "system temporarily unavailable" },
  requestId: "01JD8Q7N3K5T",
};

const refused: ProblemText = {
  title: "PAYMENTS was not purged",
  detail: "This user may not publish to $JS.API.STREAM.PURGE.PAYMENTS.",
  hint: "Ask for the permission, or connect as somebody who has it.",
  code: "nats_permission",
  requestId: "01JD8Q7M9C2R",
};

function Confirmations() {
  return (
    <Specimen title="Destructive steps" note="each opens its dialog; the name is PAYMENTS">
      <div className="flex flex-wrap gap-2">
        <Ready />
        <Loading />
        <Failed />
        <Refused />
        <Unknown />
        <Hostile />
      </div>
    </Specimen>
  );
}

interface StepProps {
  trigger: string;
  title?: string;
  name?: string;
  preview?: Preview;
  action?: string;
  busy?: boolean;
  refusal?: ProblemText | undefined;
  outcome?: ReactNode;
  onConfirm?: () => void;
  onClose?: () => void;
}

function Step({ trigger, onConfirm, onClose, ...rest }: StepProps) {
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        {trigger}
      </Button>
      {done ? (
        <span role="status" className="self-center text-fg-2">
          Purged
        </span>
      ) : null}
      <ConfirmByName
        title="Purge PAYMENTS"
        name="PAYMENTS"
        kind="stream"
        preview={{ state: "ready", hits }}
        action="Purge 61,402 messages"
        {...rest}
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          if (!next) onClose?.();
        }}
        onConfirm={
          onConfirm ??
          (() => {
            setDone(true);
            setOpen(false);
          })
        }
      />
    </>
  );
}

const Ready = () => <Step trigger="Purge…" />;
const Loading = () => <Step trigger="Purge, being read…" preview={{ state: "loading" }} action="Purge" />;

function Failed() {
  const [tries, setTries] = useState(0);
  const preview: Preview =
    tries > 0 ? { state: "ready", hits } : { state: "failed", problem: unread, onRetry: () => setTries(1) };
  return (
    <Step
      trigger="Purge, not to be read…"
      preview={preview}
      action={tries > 0 ? "Purge 61,402 messages" : "Purge"}
      onClose={() => setTries(0)}
    />
  );
}

function Refused() {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ProblemText>();
  const ask = () => {
    setBusy(true);
    setTimeout(() => {
      setBusy(false);
      setRefusal(refused);
    }, 1200);
  };
  return (
    <Step
      trigger="Purge, to be refused…"
      busy={busy}
      refusal={refusal}
      onConfirm={ask}
      onClose={() => setRefusal(undefined)}
    />
  );
}

function Unknown() {
  const [lost, setLost] = useState(false);
  return (
    <Step
      trigger="Purge, link to break…"
      onConfirm={() => setLost(true)}
      onClose={() => setLost(false)}
      outcome={
        lost ? (
          <OutcomeUnknown
            title="The purge may have happened"
            sentAt={new Date("2026-11-22T14:32:06.230Z")}
            requestId="01JD8Q7M9C2R"
            action={<Button look="ink">Look at PAYMENTS</Button>}
            onDismiss={() => setLost(false)}
          />
        ) : undefined
      }
    />
  );
}

const Hostile = () => <Step trigger="A name that lies…" title={"Purge PAY\u202eSTNEM"} name={"PAY\u202eSTNEM"} />;
