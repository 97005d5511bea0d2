import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useConnection } from "@/connection/context";
import { describeState } from "@/connection/describe-state";
import { EnvironmentMark, environmentNames } from "@/shared/ui/environment-mark";
import { Status } from "@/shared/ui/status";
import { listQuery } from "../api/list";
import { useSamePage } from "../lib/use-same-page";

const row =
  "flex min-h-8 items-center gap-2 px-4 py-1 -outline-offset-2 hover:bg-hover focus-visible:bg-hover max-sm:min-h-11";

/** The other connections of this browser session. Each is one press away, on the same page. */
export function OtherConnections({ onClose }: { onClose: () => void }) {
  const { id } = useConnection();
  const samePage = useSamePage();
  const { data } = useQuery(listQuery);
  const others = (data?.connections ?? []).filter((connection) => connection.connection_id !== id);
  return (
    <section aria-labelledby="others-heading" className="border-line border-b py-2">
      <h3 id="others-heading" className="px-4 pt-1 pb-1 font-semibold text-small">
        {others.length > 0 ? "Switch to" : "Other connections"}
      </h3>
      <ul>
        {others.map((connection) => (
          <li key={connection.connection_id}>
            <Link {...samePage(connection.connection_id)} onClick={onClose} className={row}>
              <EnvironmentMark environment={connection.environment} />
              {connection.environment ? (
                <span className="sr-only">{environmentNames[connection.environment]}</span>
              ) : null}
              <span className="truncate-line font-medium" title={connection.urls.join(", ")}>
                {connection.name}
              </span>
              <span className="flex-1" />
              <span className="text-small">
                <Status {...describeState(connection.state, connection.reason)} />
              </span>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/" onClick={onClose} className={`${row} text-fg-2`}>
            <Plus aria-hidden size={13} strokeWidth={2} className="-mx-[2.5px] text-fg-3" />
            New connection
          </Link>
        </li>
      </ul>
    </section>
  );
}
