import type { UseQueryResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { StreamEffects } from "@/api/types";
import { useConnection } from "@/connection/context";
import { stepOutcome } from "@/connection/step-outcome";
import { bucketLink, type StoreBucket } from "@/connection/store-bucket";
import { useCli } from "@/connection/use-cli";
import { ConfirmByName, type Preview } from "@/shared/ui/confirm-by-name";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import type { Hit } from "@/shared/ui/hits";

/** What every step that goes for good is given. */
export interface StepProps {
  stream: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** It is done. */
  onDone?: () => void;
}

interface Props extends StepProps {
  /** What people call it, where that is not the stream: a bucket. */
  bucket?: StoreBucket;
  /** "Purge": begins the title, and is what the command is called. */
  verb: string;
  /** "The purge may have happened" */
  unknown: string;
  /** "was not purged" */
  refused: string;
  effects: Pick<UseQueryResult<StreamEffects>, "data" | "error" | "refetch">;
  hits: (effects: StreamEffects) => readonly Hit[];
  /** In place of what it hits, when that cannot be asked. */
  unasked?: string | undefined;
  action: (effects: StreamEffects | undefined) => string;
  mutation: { isPending: boolean; error: unknown; submittedAt: number; reset: () => void };
  onConfirm: () => void;
  command: readonly string[];
  children?: ReactNode;
}

/** A step that deletes or closes something for good: what it hits, the name for a yes, and how it went. */
export function StepDialog(props: Props) {
  const { stream, open, onOpenChange, verb, refused, unasked, effects, mutation, children } = props;
  const { id } = useConnection();
  const navigate = useNavigate();
  const cli = useCli();
  const name = props.bucket?.name ?? stream;
  const title = `${verb} ${name}`;
  const close = () => {
    mutation.reset();
    onOpenChange(false);
  };
  const look = () => {
    close();
    if (props.bucket !== undefined) void navigate(bucketLink(props.bucket, id));
    else void navigate({ to: "/c/$connectionId/streams/$stream", params: { connectionId: id, stream } });
  };
  const known = unasked === undefined ? effects.data : undefined;
  return (
    <ConfirmByName
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : close())}
      title={title}
      name={name}
      kind={props.bucket === undefined ? "stream" : "bucket"}
      preview={unasked === undefined ? previewOf(known, effects, props.hits) : { state: "unasked", why: unasked }}
      action={props.action(known)}
      onConfirm={props.onConfirm}
      busy={mutation.isPending}
      refusal={
        mutation.error && !isOutcomeUnknown(mutation.error)
          ? problemText(`${name} ${refused}`, mutation.error)
          : undefined
      }
      outcome={stepOutcome({
        title: props.unknown,
        mutation,
        look: `Look at ${name}`,
        onLook: look,
        onDismiss: close,
      })}
      aside={
        <CopyAsCli align="start" note={cli.note} commands={[{ title, command: cli.named(props.command, [name]) }]} />
      }
    >
      {children}
    </ConfirmByName>
  );
}

function previewOf(
  known: StreamEffects | undefined,
  { error, refetch }: Props["effects"],
  hits: Props["hits"],
): Preview {
  if (known) return { state: "ready", hits: hits(known) };
  if (!error) return { state: "loading" };
  const problem = problemText("What this hits could not be read", error);
  return { state: "failed", problem, onRetry: () => void refetch() };
}
