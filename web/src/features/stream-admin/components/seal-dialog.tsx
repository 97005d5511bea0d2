import { toast } from "@/shared/ui/toast";
import { useStreamDocument } from "../api/document";
import { useEffects } from "../api/effects";
import { useSeal } from "../api/steps";
import { sealHits } from "../lib/hits";
import { StepDialog, type StepProps } from "./step-dialog";

/** Closes a stream for ever: nothing comes in, and nothing can be deleted. */
export function SealDialog({ stream, open, onOpenChange, onDone }: StepProps) {
  const document = useStreamDocument(stream);
  const effects = useEffects(stream, open ? { of: "seal" } : undefined);
  const seal = useSeal(stream);
  const revision = document.data?.revision;
  const confirm = () => {
    if (revision === undefined) return;
    seal.mutate(revision, {
      onSuccess: () => {
        toast({ title: `${stream} is sealed` });
        onOpenChange(false);
        onDone?.();
      },
      onError: document.refresh,
    });
  };
  // What is sealed has to be what was seen, so both are needed before it can be confirmed.
  const both = {
    ...effects,
    data: revision === undefined ? undefined : effects.data,
    error: effects.error ?? (document.error as Error | null),
  };
  return (
    <StepDialog
      stream={stream}
      open={open}
      onOpenChange={onOpenChange}
      verb="Seal"
      unknown={`${stream} may be sealed`}
      refused="was not sealed"
      effects={both}
      hits={sealHits}
      action={() => "Seal for good"}
      mutation={seal}
      onConfirm={confirm}
      command={["stream", "seal"]}
    />
  );
}
