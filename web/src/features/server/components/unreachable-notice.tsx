import { useQueryClient } from "@tanstack/react-query";
import { Unplug } from "lucide-react";
import { useUnreachableSince } from "@/api/reachability";
import { formatClock } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";

/** Says over every page that HeyNATS itself is gone: then nothing on it is fresh, whatever NATS does. */
export function UnreachableNotice() {
  const since = useUnreachableSince();
  const queryClient = useQueryClient();
  return (
    <div role="status">
      {since === undefined ? null : (
        <Notice
          tone="critical"
          icon={Unplug}
          title="HeyNATS does not answer."
          action={
            <Button size="sm" onClick={() => void queryClient.refetchQueries({ type: "active" })}>
              Try now
            </Button>
          }
        >
          Since {formatClock(new Date(since))}. What you see is from before; the page tries again by itself.
        </Notice>
      )}
    </div>
  );
}
