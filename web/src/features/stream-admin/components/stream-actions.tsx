import { Ellipsis } from "lucide-react";
import { type ComponentType, lazy, Suspense, useState } from "react";
import { useConnection } from "@/connection/context";
import { useReadOnly } from "@/connection/use-read-only";
import { useNarrow } from "@/shared/lib/use-media";
import { IconButton } from "@/shared/ui/icon-button";
import { LockedLink } from "@/shared/ui/locked-link";
import type { StepProps } from "./step-dialog";

const StreamMenu = lazy(async () => ({ default: (await import("./stream-menu")).StreamMenu }));

const dialogs = {
  purge: lazy(async () => ({ default: (await import("./purge-dialog")).PurgeDialog })),
  seal: lazy(async () => ({ default: (await import("./seal-dialog")).SealDialog })),
  delete: lazy(async () => ({ default: (await import("./delete-dialog")).DeleteDialog })),
  backup: lazy(async () => ({ default: (await import("./backup-dialog")).BackupDialog })),
} satisfies Record<string, ComponentType<StepProps>>;

export type StepName = keyof typeof dialogs;

interface Props {
  stream: string;
  /** It was deleted from here. */
  onDeleted: () => void;
}

/** What can be done with a stream: edit it, and behind a menu what goes further. */
export function StreamActions({ stream, onDeleted }: Props) {
  const { id } = useConnection();
  const locked = useReadOnly();
  const narrow = useNarrow();
  const [wanted, setWanted] = useState(false);
  const [step, setStep] = useState<{ name: StepName; asked: number }>();
  const [open, setOpen] = useState(false);
  const ask = (name: StepName) => {
    setStep((last) => ({ name, asked: (last?.asked ?? 0) + 1 }));
    setOpen(true);
  };
  const more = <IconButton icon={Ellipsis} label={`More for ${stream}`} onClick={() => setWanted(true)} />;
  const Dialog = step && dialogs[step.name];
  return (
    <>
      {narrow ? null : (
        <LockedLink locked={locked} to="/c/$connectionId/streams/$stream/edit" params={{ connectionId: id, stream }}>
          Edit
        </LockedLink>
      )}
      {wanted ? (
        <Suspense fallback={more}>
          <StreamMenu stream={stream} locked={locked} withEdit={narrow} trigger={more} onStep={ask} />
        </Suspense>
      ) : (
        more
      )}
      {Dialog ? (
        <Suspense fallback={null}>
          <Dialog
            key={step.asked}
            stream={stream}
            open={open}
            onOpenChange={setOpen}
            {...(step.name === "delete" ? { onDone: onDeleted } : {})}
          />
        </Suspense>
      ) : null}
    </>
  );
}
