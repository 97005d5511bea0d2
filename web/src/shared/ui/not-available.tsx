import { CircleSlash, EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import { StateBlock } from "./state-block";

interface NeedsServerProps {
  /** Begins the title: "Pausing consumers". */
  feature: string;
  /** The first version that has it: "2.11". */
  version: string;
  /** The server that stands in the way, and what it runs. */
  server: { name: string; version: string; api_level?: number | undefined };
  /** What would have to happen: "All three servers of eu-west have to be upgraded first." */
  children?: ReactNode;
  actions?: ReactNode;
  level?: 1 | 2 | 3;
}

/** A feature that the servers are too old for. It stays in sight, so that one knows it is there to be had. */
export function NeedsServer({ feature, version, server, children, actions, level = 2 }: NeedsServerProps) {
  const apiLevel = server.api_level === undefined ? "" : `, JetStream API level ${server.api_level}`;
  return (
    <StateBlock icon={CircleSlash} level={level} title={`${feature} needs NATS\u00a0${version}`} actions={actions}>
      <span className="mono">{server.name}</span> runs {server.version}
      {apiLevel}. {children}
    </StateBlock>
  );
}

interface NotVisibleProps {
  /** Begins the title, in the plural: "Servers". */
  what: string;
  /** The account of this connection; absent when nobody knows. */
  account?: string | undefined;
  /** Who could see it: "Servers answer only the system account." */
  children: ReactNode;
  actions?: ReactNode;
  level?: 1 | 2 | 3;
}

/** Something that is there, but not for the account or the user of this connection. It is no error, and nothing is wrong. */
export function NotVisible({ what, account, children, actions, level = 2 }: NotVisibleProps) {
  return (
    <StateBlock
      icon={EyeOff}
      level={level}
      title={
        account === undefined ? `${what} are not visible to this connection` : `${what} are not visible to ${account}`
      }
      actions={actions}
    >
      {children}
    </StateBlock>
  );
}
