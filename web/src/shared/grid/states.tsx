import { CircleDashed, ClockAlert, type LucideIcon, RefreshCw, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Kbd } from "@/shared/ui/kbd";
import { Notice } from "@/shared/ui/notice";
import { CellText } from "./cells";

interface EmptyProps {
  icon: LucideIcon;
  title: ReactNode;
  /** What it is for, in a sentence. */
  children: ReactNode;
  /** The ink button and the CLI command. */
  actions?: ReactNode;
}

/** In place of rows: at the top left, where they would begin. */
export function GridEmpty({ icon: Icon, title, children, actions }: EmptyProps) {
  return (
    <div className="flex max-w-[520px] flex-col items-start gap-1.5 px-4 pt-4 pb-6 max-sm:px-3">
      <Icon aria-hidden size={20} strokeWidth={1.5} className="mb-1 text-fg-3" />
      <h2 className="max-w-full font-semibold text-title">{title}</h2>
      <div className="text-fg-2">{children}</div>
      {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}

interface NothingProps {
  filter: string;
  /** "148 streams were searched, by name and subject." */
  searched: string;
  /** A name that was perhaps meant. */
  nearest?: string | undefined;
  onNearest?: (name: string) => void;
  onClear: () => void;
}

/** The filter left nothing: what was searched, what was perhaps meant, and the way back. */
export function GridNothing({ filter, searched, nearest, onNearest, onClear }: NothingProps) {
  return (
    <GridEmpty
      icon={SearchX}
      title={
        <span className="flex min-w-0 whitespace-nowrap">
          Nothing matches “<CellText>{filter}</CellText>”
        </span>
      }
      actions={
        <Button onClick={onClear}>
          Clear filter <Kbd>Esc</Kbd>
        </Button>
      }
    >
      {searched}
      {nearest !== undefined ? (
        <span className="flex min-w-0 gap-1 whitespace-nowrap">
          The nearest name is
          <button type="button" onClick={() => onNearest?.(nearest)} className="min-w-0 text-accent hover:underline">
            <CellText mono>{nearest}</CellText>
          </button>
        </span>
      ) : null}
    </GridEmpty>
  );
}

interface PartialProps {
  got: number;
  about: number;
  /** "The server stopped answering after 5 s." */
  why: string;
  onGoOn?: () => void;
}

/** The list is not whole, and says by how much. */
export function PartialLine({ got, about, why, onGoOn }: PartialProps) {
  return (
    <Notice
      tone="plain"
      icon={CircleDashed}
      title={`${formatCount(got)} of about ${formatCount(about)}.`}
      action={
        onGoOn ? (
          <Button size="sm" onClick={onGoOn}>
            Go on
          </Button>
        ) : null
      }
    >
      {why}
    </Notice>
  );
}

interface StaleProps {
  /** "From 14:28, 4 min old." */
  title: string;
  why: string;
  onRefresh: () => void;
  refreshing?: boolean;
}

/** The rows are from before; set `stale` on the grid beside it. */
export function StaleLine({ title, why, onRefresh, refreshing = false }: StaleProps) {
  return (
    <Notice
      tone="plain"
      icon={ClockAlert}
      title={title}
      action={
        <Button size="sm" icon={RefreshCw} busy={refreshing} onClick={onRefresh}>
          Refresh
        </Button>
      }
    >
      {why}
    </Notice>
  );
}
