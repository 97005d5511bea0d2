import { type RefObject, useRef, useState } from "react";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { readCount } from "@/shared/document/quantities";
import { formatCount } from "@/shared/lib/format";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Field, TextInput } from "@/shared/ui/field";
import { type Hit, Hits } from "@/shared/ui/hits";
import { Segmented } from "@/shared/ui/segmented";
import { useReset } from "../api/changes";
import { apiPrefix, resetCommand } from "../lib/cli";
import { ChangeDialog } from "./change-dialog";
import type { StepProps } from "./consumer-dialogs";

/** Asks where a consumer begins again, and says what comes again. */
export function ResetDialog({ detail, onClose }: StepProps) {
  const { stream_name: stream, name, num_ack_pending, delivered, ack_floor } = detail;
  const { stats } = useConnection();
  const reset = useReset({ stream, name });
  const cli = useCli();
  const [at, setAt] = useState<"floor" | "sequence">("floor");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const read = at === "floor" ? {} : readSequence(text);
  const submit = () => {
    setTried(true);
    if (read.problem === undefined) reset.mutate(read.sequence, { onSuccess: onClose });
  };
  const begins = read.sequence ?? (at === "floor" ? ack_floor.stream_seq + 1 : undefined);
  const hits: Hit[] = [];
  if (num_ack_pending > 0) {
    hits.push({
      tone: "warn",
      children: (
        <>
          <b>{formatCount(num_ack_pending)}</b> in flight come again; acknowledgements of them are too late
        </>
      ),
    });
  }
  if (begins !== undefined && begins <= delivered.stream_seq) {
    hits.push({
      tone: "warn",
      children: (
        <>
          What it had from <b>{formatCount(begins)}</b> to <b>{formatCount(delivered.stream_seq)}</b> is delivered again
        </>
      ),
    });
  }
  if (begins !== undefined && begins > delivered.stream_seq + 1) {
    hits.push({
      tone: "warn",
      children: (
        <>
          What lies between <b>{formatCount(delivered.stream_seq)}</b> and <b>{formatCount(begins)}</b> is never
          delivered
        </>
      ),
    });
  }
  return (
    <ChangeDialog
      title={`Reset ${name}`}
      action="Reset"
      what="The reset"
      name={name}
      busy={reset.isPending}
      error={reset.error}
      onSubmit={submit}
      onClose={onClose}
      initialFocus={field as RefObject<HTMLElement | null>}
      cli={
        <CopyAsCli
          label="CLI"
          align="start"
          note={cli.note}
          commands={[
            {
              title: "Reset this consumer",
              command: resetCommand(cli, apiPrefix(stats), { stream, name }, read.sequence),
            },
          ]}
        />
      }
    >
      <Segmented
        label="Begins again"
        value={at}
        onChange={setAt}
        options={[
          { value: "floor", label: "Behind what is acknowledged" },
          { value: "sequence", label: "At a sequence" },
        ]}
      />
      {at === "sequence" ? (
        <Field
          label="Sequence in the stream"
          error={tried ? read.problem : undefined}
          hint={`Delivered up to ${formatCount(delivered.stream_seq)}, acknowledged up to ${formatCount(ack_floor.stream_seq)}`}
        >
          <TextInput ref={field} inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
      ) : null}
      <Hits hits={hits} />
    </ChangeDialog>
  );
}

function readSequence(text: string): { sequence?: number; problem?: string } {
  const { value, problem } = readCount(text);
  if (problem !== undefined) return { problem: "A sequence, like 1,204." };
  if (value < 1n) return { problem: "The first sequence is 1." };
  // JSON numbers of the page are doubles; no stream has come so far yet.
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) return { problem: "Beyond what a page can say exactly." };
  return { sequence: Number(value) };
}
