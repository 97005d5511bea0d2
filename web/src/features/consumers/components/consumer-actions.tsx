import { CirclePause, CirclePlay, Pencil, PinOff, Rewind, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ConsumerDetail } from "@/api/types";
import { useCommands } from "@/commands/registry";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { lockedBecause, type Since } from "@/shared/document/catalogue";
import { ActionButton } from "@/shared/ui/action-button";
import { LockedLink } from "@/shared/ui/locked-link";
import type { ConsumerStep } from "./consumer-dialogs";

// What changes something is asked for seldom.
const ConsumerDialogs = lazy(async () => ({ default: (await import("./consumer-dialogs")).ConsumerDialogs }));

interface Props {
  detail: ConsumerDetail;
  /** Only what one does most, for a narrow place. */
  few?: boolean;
  /** After it was deleted. */
  onGone: () => void;
}

/** What can be done with a consumer. What cannot be done now keeps its place and says why. */
export function ConsumerActions({ detail, few = false, onGone }: Props) {
  const [step, setStep] = useState<ConsumerStep>();
  const actions = useActions(detail);
  const shown = few ? actions.filter(({ often }) => often) : actions;
  useCommands(
    actions.map(({ step: next, title, icon, locked }) => ({
      id: `consumer.${next}`,
      title: `${title} ${detail.name}`,
      group: "This page" as const,
      icon,
      disabled: locked,
      run: () => setStep(next),
    })),
  );
  return (
    <>
      {few ? null : <EditLink stream={detail.stream_name} name={detail.name} />}
      {shown.map(({ step: next, title, icon, locked, danger }) => (
        <ActionButton
          key={next}
          icon={icon}
          look={danger ? "danger" : "plain"}
          locked={locked}
          onClick={() => setStep(next)}
        >
          {title}
        </ActionButton>
      ))}
      {step ? (
        <Suspense fallback={null}>
          <ConsumerDialogs detail={detail} step={step} onClose={() => setStep(undefined)} onGone={onGone} />
        </Suspense>
      ) : null}
    </>
  );
}

function EditLink({ stream, name }: { stream: string; name: string }) {
  const { id } = useConnection();
  return (
    <LockedLink
      locked={useReadOnly()}
      icon={Pencil}
      to="/c/$connectionId/streams/$stream/consumers/$consumer/edit"
      params={{ connectionId: id, stream, consumer: name }}
    >
      Edit
    </LockedLink>
  );
}

const since211: Since = { version: "2.11", level: 1 };
const since214: Since = { version: "2.14", level: 4 };

interface Action {
  step: ConsumerStep;
  title: string;
  icon: typeof Trash2;
  locked: string | undefined;
  often?: true;
  danger?: true;
}

function useActions({ paused, config, priority_groups = [] }: ConsumerDetail): Action[] {
  const readOnly = useReadOnly();
  const { stats } = useConnection();
  const server = stats.server ?? {};
  const lockedBefore = (since: Since) => readOnly ?? lockedBecause({ since }, server, undefined, false);
  const pinned = priority_groups.some(({ pinned_client_id }) => pinned_client_id);
  return [
    paused
      ? { step: "resume", title: "Resume", icon: CirclePlay, locked: lockedBefore(since211), often: true }
      : { step: "pause", title: "Pause…", icon: CirclePause, locked: lockedBefore(since211), often: true },
    ...(config.priority_policy === "pinned_client"
      ? [
          {
            step: "unpin",
            title: "Unpin…",
            icon: PinOff,
            locked: lockedBefore(since211) ?? (pinned ? undefined : "No client is pinned."),
          } as const,
        ]
      : []),
    { step: "reset", title: "Reset…", icon: Rewind, locked: lockedBefore(since214) },
    { step: "delete", title: "Delete…", icon: Trash2, locked: readOnly, often: true, danger: true },
  ];
}
