import { formatSpan } from "@/shared/lib/duration";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Popover } from "@/shared/ui/popover";

interface Props {
  /** When the list was read, and the earlier reading that it was compared with. */
  at: string | undefined;
  since: string | undefined;
}

/** Where verdicts come from, and on request all that there is to know about it. */
export function HowVerdicts({ at, since }: Props) {
  if (at === undefined) return null;
  return (
    <>
      {since === undefined
        ? "From one reading. Rates come with the second."
        : `A verdict is worked out from two readings ${formatSpan(Date.parse(at) - Date.parse(since))} apart.`}{" "}
      <Popover
        label="How a verdict is worked out"
        align="end"
        side="top"
        className="w-[520px] px-4 py-3"
        trigger={
          <button type="button" className="rounded-1 text-accent hover:underline max-sm:min-h-11">
            How
          </button>
        }
      >
        <Thresholds />
      </Popover>
    </>
  );
}

/** The thresholds of the server, in the order in which it looks: the first that holds is the verdict. */
function Thresholds() {
  return (
    <div className="flex flex-col gap-3 text-small">
      <p className="text-fg-2">
        HeyNATS looks at what the server says of a consumer now, and at what it said before. The first of these that
        holds is the verdict.
      </p>
      <Definitions>
        <Definition term="Offline, no leader">The server says that it cannot run it, or nobody leads it.</Definition>
        <Definition term="Paused">Its configuration says until when.</Definition>
        <Definition term="Stuck">
          All in-flight slots are taken, and nothing was acknowledged for 1 min or its ack wait, whichever is longer.
        </Definition>
        <Definition term="Nobody is subscribed">
          A push consumer without a subscriber, messages wait, and nothing was delivered for 30 s.
        </Definition>
        <Definition term="Nobody is pulling">
          Messages wait, no pull request does, and nothing was delivered for 1 min. With messages in flight also for its
          ack wait.
        </Definition>
        <Definition term="Redelivering">
          Half of what is in flight was delivered before, or all that was delivered between the readings.
        </Definition>
        <Definition term="Falling behind">
          It takes less than it gets, by 1/s and 2% at least, and 10 s of what it gets wait.
        </Definition>
        <Definition term="Slow to acknowledge">An acknowledgement takes 70% of the ack wait or more.</Definition>
        <Definition term="Filter matches nothing">Its stream takes no subject that the filter lets through.</Definition>
        <Definition term="Idle">Nothing waits, nothing is in flight, and nothing was delivered for 5 min.</Definition>
        <Definition term="Keeping up">None of these.</Definition>
      </Definitions>
    </div>
  );
}
