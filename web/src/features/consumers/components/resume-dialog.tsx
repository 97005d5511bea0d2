import { useCli } from "@/connection/use-cli";
import { plural } from "@/shared/lib/format";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { useResume } from "../api/changes";
import { resumeCommand } from "../lib/cli";
import { ChangeDialog } from "./change-dialog";
import type { StepProps } from "./consumer-dialogs";

/** Asks before a pause ends: at once all that has waited is delivered. */
export function ResumeDialog({ detail, onClose }: StepProps) {
  const { stream_name: stream, name, num_pending } = detail;
  const resume = useResume({ stream, name });
  const cli = useCli();
  return (
    <ChangeDialog
      title={`Resume ${name}`}
      action="Resume"
      what="The resumption"
      name={name}
      busy={resume.isPending}
      error={resume.error}
      onSubmit={() => resume.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
      cli={
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[{ title: "Resume this consumer", command: resumeCommand(cli, { stream, name }) }]}
        />
      }
    >
      <p>
        It delivers again at once
        {num_pending > 0 ? `: ${plural(num_pending, "message waits", "messages wait")}` : ""}.
      </p>
    </ChangeDialog>
  );
}
