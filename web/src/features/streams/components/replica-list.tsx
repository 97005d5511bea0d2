import type { ReactNode } from "react";
import { Status } from "@/shared/ui/status";
import type { Replica } from "../lib/replicas";

interface Props {
  replicas: readonly Replica[];
  /** What can be done with one of them, at its right. */
  action?: ((replica: Replica) => ReactNode) | undefined;
}

/** The servers that keep a stream, with how each of them stands. */
export function ReplicaList({ replicas, action }: Props) {
  return (
    <ul className="text-small">
      {replicas.map((replica) => (
        <li key={replica.name} className="flex min-h-[22px] items-center gap-3">
          <bdi className="mono truncate-line w-[84px] shrink-0 font-medium" title={replica.name}>
            {replica.name}
          </bdi>
          <Status tone={replica.tone} icon={replica.icon} word={replica.word} quiet={replica.tone === "ok"} />
          <span className="flex-1" />
          <span className={replica.tone === "ok" ? "text-fg-3" : "font-medium"}>{replica.note}</span>
          {action?.(replica)}
        </li>
      ))}
    </ul>
  );
}
