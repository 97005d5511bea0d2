import { useDeferredValue } from "react";
import { type Hit, Hits } from "@/shared/ui/hits";
import { useTakers } from "../api/takers";

interface Props {
  /** Where the message is. */
  stream: string;
  /** Empty while it is none. */
  subject: string;
}

/** Who keeps what is published to a subject. */
export function Takers({ stream, subject }: Props) {
  const asked = useDeferredValue(subject);
  const takers = useTakers(asked, asked !== "");
  return (
    <div role="status" className="min-h-5">
      {asked === "" || takers.isPending ? null : <Hits hits={[hitOf(stream, takers.data, takers.isError)]} />}
    </div>
  );
}

function hitOf(stream: string, known: { names: string[]; partial: boolean } | undefined, failed: boolean): Hit {
  if (!known || failed) return { tone: "unknown", children: "Which stream takes it could not be read" };
  const others = known.names.filter((name) => name !== stream);
  if (known.names.includes(stream)) return { tone: "warn", children: <Stored in="this stream" name={stream} /> };
  if (others.length > 0) return { tone: "warn", children: <Stored in="another stream" name={others.join(", ")} /> };
  if (known.partial) return { tone: "unknown", children: "No stream that could be read takes it" };
  return { tone: "ok", children: "No stream takes it: who listens now gets it, and nothing keeps it" };
}

function Stored({ in: where, name }: { in: string; name: string }) {
  return (
    <>
      It is stored in {where}, <b className="mono">{name}</b>, and its consumers get it
    </>
  );
}
