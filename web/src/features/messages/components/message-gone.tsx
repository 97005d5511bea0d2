import { ArrowDown, ArrowUp, MailX } from "lucide-react";
import type { Message } from "@/api/types";
import { formatCount } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { StateBlock } from "@/shared/ui/state-block";
import { useNeighbours } from "../api/neighbours";
import type { Direction } from "../lib/question";
import type { Traits } from "../lib/traits";

interface Props {
  stream: string;
  sequence: number;
  /** Of the list beside it, where its neighbours are above and below. */
  direction: Direction;
  traits: Traits | undefined;
  onOpen: (sequence: number) => void;
}

/** A link led to a message that is not there any more: says so, and offers those on either side of it. */
export function MessageGone({ stream, sequence, direction, traits, onOpen }: Props) {
  const { data } = useNeighbours(stream, sequence);
  const [up, down] = direction === "older" ? (["newer", "older"] as const) : (["older", "newer"] as const);
  const later = data && sequence > data.page.last_sequence;
  return (
    <div className="pt-2">
      <StateBlock
        icon={MailX}
        title={later ? `There is no message ${formatCount(sequence)} yet` : `Message ${formatCount(sequence)} is gone`}
        actions={
          <>
            <Neighbour icon={ArrowUp} way={up} message={data?.[up]} onOpen={onOpen} />
            <Neighbour icon={ArrowDown} way={down} message={data?.[down]} onOpen={onOpen} />
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
  way: Direction;
  message: Message | undefined;
  onOpen: (sequence: number) => void;
}

function Neighbour({ icon, way, message, onOpen }: NeighbourProps) {
  if (!message) return null;
  return (
    <Button icon={icon} onClick={() => onOpen(message.sequence)} title={formatExact(new Date(message.time))}>
      {way === "older" ? "Older" : "Newer"}: {formatCount(message.sequence)}
    </Button>
  );
}
