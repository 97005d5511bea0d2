import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useConnection } from "@/connection/context";
import { plural } from "@/shared/lib/format";
import { buttonLook } from "@/shared/ui/button";
import { StateBlock } from "@/shared/ui/state-block";
import { useNearestStream } from "../api/nearest";

/** In place of a stream that is not there: it was deleted, or its name was mistyped. */
export function StreamNotFound({ stream, was }: { stream: string; was: boolean }) {
  const { id } = useConnection();
  const { data } = useNearestStream(stream);
  const nearest = data?.streams[0]?.name ?? data?.nearest;
  return (
    <div className="pt-2">
      <StateBlock
        icon={SearchX}
        title={
          <>
            There is no stream <bdi className="mono text-title">{stream}</bdi>
            {was ? " any more" : null}
          </>
        }
        actions={
          <Link to="/c/$connectionId/streams" params={{ connectionId: id }} className={buttonLook()}>
            All streams
          </Link>
        }
      >
        {data ? `${plural(data.streams_total, "stream was", "streams were")} looked through.` : null}
        {nearest !== undefined && nearest !== stream ? (
          <>
            {" "}
            The nearest name is{" "}
            <Link
              to="/c/$connectionId/streams/$stream"
              params={{ connectionId: id, stream: nearest }}
              className="mono break-all rounded-1 text-accent underline decoration-accent-line underline-offset-2 hover:decoration-accent max-sm:py-1.5"
            >
              {nearest}
            </Link>
            .
          </>
        ) : null}
      </StateBlock>
    </div>
  );
}
