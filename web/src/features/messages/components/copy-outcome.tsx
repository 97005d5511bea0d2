import { Link } from "@tanstack/react-router";
import { CircleCheck, CopyCheck } from "lucide-react";
import type { MessageCopied } from "@/api/types";
import { useConnection } from "@/connection/context";
import { formatCount } from "@/shared/lib/format";
import { Status } from "@/shared/ui/status";
import { Subject } from "@/shared/ui/subject";

interface Props {
  copied: MessageCopied;
  subject: string;
}

/** What became of a copy, as far as anybody acknowledged it. */
export function CopyOutcome({ copied, subject }: Props) {
  const { stream, sequence, duplicate } = copied;
  return (
    <div role="status" className="flex flex-col gap-2">
      {duplicate ? (
        <Status large tone="warn" icon={CopyCheck} word="Not stored again" />
      ) : (
        <Status large tone="ok" icon={CircleCheck} word={sequence === undefined ? "Published" : "Stored"} />
      )}
      <p className="text-fg-2">
        <Sentence copied={copied} subject={subject} />
      </p>
      {stream !== undefined && sequence !== undefined ? <Look stream={stream} sequence={sequence} /> : null}
    </div>
  );
}

function Sentence({ copied: { stream, sequence, duplicate }, subject }: Props) {
  const on = <Subject name={subject} />;
  if (stream === undefined) return <>No stream takes {on}: whoever listened has it, and nothing kept it.</>;
  const name = <b className="mono">{stream}</b>;
  if (sequence === undefined)
    return (
      <>
        {name} takes {on}, and acknowledges nothing: whether it is stored is not known.
      </>
    );
  if (duplicate)
    return (
      <>
        {name} took it for message {formatCount(sequence)}, which it has already.
      </>
    );
  return (
    <>
      {name} has it as {formatCount(sequence)}, on {on}.
    </>
  );
}

function Look({ stream, sequence }: { stream: string; sequence: number }) {
  const { id } = useConnection();
  return (
    <Link
      to="/c/$connectionId/streams/$stream/messages"
      params={{ connectionId: id, stream }}
      search={{ from: `seq:${sequence}`, open: sequence }}
      className="self-start rounded-1 font-medium text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent"
    >
      Look at {formatCount(sequence)}
    </Link>
  );
}
