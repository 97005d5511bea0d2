import { CircleDashed, KeyRound, type LucideIcon, Moon, PlugZap, RefreshCw, TriangleAlert, Unplug } from "lucide-react";
import type { Connection, ConnectionState } from "@/api/types";
import { assertNever } from "@/shared/lib/assert-never";
import type { StatusTone } from "@/shared/ui/status";

export interface StateLook {
  tone: StatusTone;
  icon: LucideIcon;
  word: string;
}

/** A state as icon, word and colour. The same for the list, the page and the history. */
export function describeState(state: ConnectionState, reason?: string): StateLook {
  switch (state) {
    case "active":
      return { tone: "ok", icon: PlugZap, word: "Connected" };
    case "parked":
      return { tone: "parked", icon: reason === "link_lost" ? Unplug : Moon, word: "Parked" };
    case "dialing":
      return { tone: "unknown", icon: RefreshCw, word: "Connecting" };
    case "reconnecting":
      return { tone: "warn", icon: RefreshCw, word: "Reconnecting" };
    case "failed":
      return reason === "auth"
        ? { tone: "warn", icon: KeyRound, word: "Needs credentials" }
        : { tone: "warn", icon: TriangleAlert, word: "Unreachable" };
    case "closed":
      return { tone: "unknown", icon: CircleDashed, word: "Closed" };
    default:
      return assertNever(state);
  }
}

export function needsCredentials(connection: Pick<Connection, "state" | "reason">): boolean {
  return connection.state === "failed" && connection.reason === "auth";
}
