import { Link } from "@tanstack/react-router";
import type { Tail } from "@/live/tail";

interface Props {
  tail: Tail;
  stream: string;
  since: string | undefined;
}

/** To where what is missing was kept: the messages of a stream, from when they are missing here. */
export function MissingLink({ tail: { connection, wanted }, stream, since }: Props) {
  if ("stream" in wanted || since === undefined) return null;
  return (
    <Link
      to="/c/$connectionId/streams/$stream/messages"
      params={{ connectionId: connection, stream }}
      search={{ from: `time:${since}`, ...(wanted.subject === ">" ? {} : { subject: wanted.subject }) }}
      className="shrink-0 rounded-1 font-medium text-accent hover:underline"
    >
      Show them in {stream}
    </Link>
  );
}
