import { Ban, CircleStop, Moon, RefreshCw } from "lucide-react";
import { live } from "@/live/client";
import type { Tail } from "@/live/tail";
import { useTail } from "@/live/use-live";
import { useNow } from "@/shared/lib/use-now";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { runningWords } from "../lib/running";

const overTitles: Record<string, string> = {
  disconnect: "The connection was disconnected.",
  lifetime: "The connection’s time was up.",
  auth: "NATS takes the credentials no more.",
  shutdown: "HeyNATS was stopped.",
  no_session: "The session has ended.",
  stream_gone: "The stream was deleted.",
  stream_changed: "The stream was made anew.",
  refused: "NATS refuses it.",
};

/** What is to be said about a tail that does not flow. */
export function TailNotice({ tail }: { tail: Tail }) {
  const { state } = useTail(tail);
  const now = useNow(state.is === "away" ? 1000 : undefined);
  const again = (
    <Button size="sm" onClick={() => live.again(tail)}>
      Follow again
    </Button>
  );
  switch (state.is) {
    case "opening":
    case "live":
      return null;
    case "away":
      return (
        <Notice
          tone="warn"
          icon={RefreshCw}
          title={`HeyNATS has not been in reach for ${runningWords(now - state.since)}.`}
        >
          It goes on by itself
          {"stream" in tail.wanted ? ", behind the last message." : "; what is published meanwhile is missed."}
        </Notice>
      );
    case "parked":
      return (
        <Notice tone="parked" icon={Moon} title="The connection is parked." action={again}>
          Nothing comes until it is woken.
        </Notice>
      );
    case "refused":
      return (
        <Notice tone="critical" icon={Ban} title="It cannot be followed." action={again}>
          {state.problem.detail} {state.problem.hint}
        </Notice>
      );
    case "over":
      return (
        <Notice
          tone={state.problem ? "critical" : "plain"}
          icon={CircleStop}
          title={overTitles[state.reason] ?? "It is over."}
          action={again}
        >
          {state.detail}
        </Notice>
      );
  }
}
