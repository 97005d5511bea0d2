import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { StateBlock } from "./state-block";

interface Props {
  /** Of the kind of thing that is not there: Layers for streams. */
  icon: LucideIcon;
  title: string;
  /** What it is for, in one sentence. */
  children: ReactNode;
  /** The ink button that makes the first one. */
  action?: ReactNode;
  /** CopyAsCli with the command that does the same, for example. */
  cli?: ReactNode;
  level?: 1 | 2 | 3;
}

/** There is none yet: what it is for, and how to have one. */
export function EmptyState({ action, cli, ...rest }: Props) {
  const actions = (
    <>
      {action}
      {cli}
    </>
  );
  return <StateBlock {...rest} actions={action || cli ? actions : null} />;
}
