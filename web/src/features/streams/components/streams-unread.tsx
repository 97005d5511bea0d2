import { CircleSlash } from "lucide-react";
import { hasCode } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import { Unread } from "@/connection/unread";
import type { Reading } from "@/connection/use-reading";
import { NotVisible } from "@/shared/ui/not-available";
import { StateBlock } from "@/shared/ui/state-block";

/** In place of streams that could not be read: not to be seen is no failure, and neither is an account without JetStream. */
export function StreamsUnread({ reading }: { reading: Reading<unknown> }) {
  const { detail } = problemText("", reading.error);
  if (hasCode(reading.error, "nats_permission")) return <NotVisible what="Streams">{detail}</NotVisible>;
  if (hasCode(reading.error, "jetstream_unavailable")) {
    return (
      <StateBlock icon={CircleSlash} title="No JetStream here">
        {detail}
      </StateBlock>
    );
  }
  return <Unread title="Streams could not be read" readings={[reading]} />;
}
