import type { ConsumerDetail } from "@/api/types";
import { assertNever } from "@/shared/lib/assert-never";
import { DeleteDialog } from "./delete-dialog";
import { PauseDialog } from "./pause-dialog";
import { ResetDialog } from "./reset-dialog";
import { ResumeDialog } from "./resume-dialog";
import { UnpinDialog } from "./unpin-dialog";

/** What can be done with a consumer after a question. */
export type ConsumerStep = "pause" | "resume" | "unpin" | "reset" | "delete";

export interface StepProps {
  detail: ConsumerDetail;
  onClose: () => void;
}

interface Props extends StepProps {
  step: ConsumerStep;
  onGone: () => void;
}

export function ConsumerDialogs({ step, onGone, ...rest }: Props) {
  switch (step) {
    case "pause":
      return <PauseDialog {...rest} />;
    case "resume":
      return <ResumeDialog {...rest} />;
    case "unpin":
      return <UnpinDialog {...rest} />;
    case "reset":
      return <ResetDialog {...rest} />;
    case "delete":
      return <DeleteDialog {...rest} onGone={onGone} />;
    default:
      return assertNever(step);
  }
}
