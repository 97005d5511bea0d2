import { useNavigate } from "@tanstack/react-router";
import { Lock, Plus, Upload } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useCommands } from "@/commands/registry";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { ActionButton } from "@/shared/ui/action-button";
import { IconButton } from "@/shared/ui/icon-button";
import { LockedLink } from "@/shared/ui/locked-link";

const RestoreDialog = lazy(async () => ({ default: (await import("./restore-dialog")).RestoreDialog }));

/** The ways to have one stream more: to make it, or to restore it of a backup. */
export function NewStreamActions() {
  const { id } = useConnection();
  const navigate = useNavigate();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const [asked, setAsked] = useState(0);
  const [open, setOpen] = useState(false);
  const restore = () => {
    setAsked(asked + 1);
    setOpen(true);
  };
  const make = () => void navigate({ to: "/c/$connectionId/new-stream", params: { connectionId: id } });
  useCommands([
    {
      id: "new stream",
      title: "New stream",
      group: "This page",
      icon: Plus,
      words: "create add",
      disabled: locked,
      run: make,
    },
    {
      id: "restore stream",
      title: "Restore a stream of a backup",
      group: "This page",
      icon: Upload,
      disabled: locked,
      run: restore,
    },
  ]);
  return (
    <>
      {narrow ? (
        <IconButton
          icon={locked === undefined ? Upload : Lock}
          label={locked === undefined ? "Restore" : `Restore. ${locked}`}
          aria-disabled={locked !== undefined}
          onClick={locked === undefined ? restore : undefined}
        />
      ) : (
        <ActionButton icon={Upload} locked={locked} onClick={restore}>
          Restore
        </ActionButton>
      )}
      <NewStreamLink bare={narrow} />
      {asked > 0 ? (
        <Suspense fallback={null}>
          <RestoreDialog key={asked} open={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </>
  );
}

export function NewStreamLink({ bare = false }: { bare?: boolean }) {
  const { id } = useConnection();
  const locked = useReadOnly();
  return (
    <LockedLink
      locked={locked}
      look="ink"
      bare={bare}
      icon={Plus}
      to="/c/$connectionId/new-stream"
      params={{ connectionId: id }}
    >
      New stream
    </LockedLink>
  );
}
