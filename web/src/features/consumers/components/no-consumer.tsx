import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useConnection } from "@/connection/context";
import { buttonLook } from "@/shared/ui/button";
import { StateBlock } from "@/shared/ui/state-block";

/** In the place of a consumer that is not there: never was, or is no more. */
export function NoConsumer({ stream, name }: { stream: string; name: string }) {
  const { id } = useConnection();
  return (
    <StateBlock
      icon={SearchX}
      title="There is no consumer of this name"
      actions={
        <Link
          to="/c/$connectionId/streams/$stream/consumers"
          params={{ connectionId: id, stream }}
          className={buttonLook()}
        >
          Consumers of the stream
        </Link>
      }
    >
      <bdi className="mono break-all">{stream}</bdi> has no consumer <bdi className="mono break-all">{name}</bdi>. One
      that is not durable goes by itself when nobody uses it.
    </StateBlock>
  );
}
