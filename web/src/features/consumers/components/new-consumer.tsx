import { useNavigate } from "@tanstack/react-router";
import { Lock, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useCommands } from "@/commands/registry";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { LockedLink } from "@/shared/ui/locked-link";
import { Popover } from "@/shared/ui/popover";
import { Skeleton } from "@/shared/ui/skeleton";

const StreamChoice = lazy(async () => ({ default: (await import("./stream-choice")).StreamChoice }));

/** Leads to where a consumer of a stream is made. */
export function NewConsumerLink({ stream }: { stream: string }) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const to = { to: "/c/$connectionId/streams/$stream/new-consumer", params: { connectionId: id, stream } } as const;
  useNewCommand(locked, () => void navigate(to));
  return (
    <LockedLink locked={locked} look="ink" bare={useNarrow()} icon={Plus} {...to}>
      New consumer
    </LockedLink>
  );
}

/** The same where no stream is chosen yet: it asks for one. */
export function NewConsumer() {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const [open, setOpen] = useState(false);
  useNewCommand(locked, () => setOpen(true));
  const narrow = useNarrow();
  if (locked !== undefined) {
    return narrow ? (
      <IconButton icon={Lock} label={`New consumer. ${locked}`} aria-disabled />
    ) : (
      <ActionButton locked={locked}>New consumer</ActionButton>
    );
  }
  return (
    <Popover
      label="Of which stream"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        narrow ? (
          <IconButton icon={Plus} label="New consumer" />
        ) : (
          <Button look="ink" icon={Plus}>
            New consumer
          </Button>
        )
      }
    >
      <Suspense fallback={<Skeleton label="Reading" widths={[60, 40, 52]} />}>
        <StreamChoice
          onChoose={(stream) => {
            if (stream === undefined) return;
            void navigate({
              to: "/c/$connectionId/streams/$stream/new-consumer",
              params: { connectionId: id, stream },
            });
          }}
        />
      </Suspense>
    </Popover>
  );
}

function useNewCommand(locked: string | undefined, run: () => void) {
  useCommands([
    {
      id: "new consumer",
      title: "New consumer",
      group: "This page",
      icon: Plus,
      words: "create add",
      disabled: locked,
      run,
    },
  ]);
}
