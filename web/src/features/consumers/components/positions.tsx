import type { ConsumerDetail } from "@/api/types";
import { formatCount } from "@/shared/lib/format";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Grey } from "./evidence";

/** Where it is, in its stream and in its own deliveries. */
export function Positions({ detail: { delivered, ack_floor, config } }: { detail: ConsumerDetail }) {
  return (
    <Definitions>
      <Definition term="Delivered up to">
        <Place {...delivered} />
      </Definition>
      {config.ack_policy === "none" ? null : (
        <Definition term="Acked up to">
          <Place {...ack_floor} />
        </Definition>
      )}
    </Definitions>
  );
}

function Place({ stream_seq, consumer_seq }: ConsumerDetail["delivered"]) {
  if (consumer_seq === 0 && stream_seq === 0) return <Grey>nothing yet</Grey>;
  return (
    <>
      {formatCount(stream_seq)} <Grey>in the stream, {formatCount(consumer_seq)} of its deliveries</Grey>
    </>
  );
}
