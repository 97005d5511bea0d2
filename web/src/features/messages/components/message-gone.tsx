import { ArrowDown, ArrowUp, MailX } from "lucide-react";
import type { Message } from "@/api/types";
import { formatCount } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { StateBlock } from "@/shared/ui/state-block";
import { useNeighbours } from "../api/neighbours";
import type { Traits } from "../lib/traits";

interface Props {
  stream: string;
  sequence: number;
  traits: Traits | undefined;
  onOpen: (sequence: number) => void;
}

/** A link led to a message that is not there any more: says so, and offers those on either side of it. */
export function MessageGone({ stream, sequence, traits, onOpen }: Props) {
  const { data } = useNeighbours(stream, sequence);
  const later = data && sequence > data.page.last_sequence;
  return (
    <div className="pt-2">
      <StateBlock
        icon={MailX}
        title={later ? `There is no message ${formatCount(sequence)} yet` : `Message ${formatCount(sequence)} is gone`}
        actions={
          <>
            <Neighbour icon={ArrowUp} word="Older" message={data?.older} onOpen={onOpen} />
            <Neighbour icon={ArrowDown} word="Newer" message={data?.newer} onOpen={onOpen} />
          </>
        }
      >
        {later
          ? `The last one in ${stream} is ${formatCount(data.page.last_sequence)}.`
          : `It was deleted from ${stream}, or ${wentBy(traits)}. Its sequence is never given to another message.`}
        {data && !data.older && !data.newer ? " The stream has no messages at all." : null}
      </StateBlock>
    </div>
  );
}

/** How a message leaves a stream by itself. */
function wentBy(traits: Traits | undefined): string {
  return traits?.retention === "workqueue"
    ? "somebody has taken and acknowledged it"
    : "it made room for others by a limit";
}

interface NeighbourProps {
  icon: typeof ArrowUp;
  word: string;
  message: Message | undefined;
  onOpen: (sequence: number) => void;
}

function Neighbour({ icon, word, message, onOpen }: NeighbourProps) {
  if (!message) return null;
  return (
    <Button icon={icon} onClick={() => onOpen(message.sequence)} title={formatExact(new Date(message.time))}>
      {word}: {formatCount(message.sequence)}
    </Button>
  );
}
