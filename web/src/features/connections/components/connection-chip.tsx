import { ChevronsUpDown } from "lucide-react";
import { lazy, type ReactElement, Suspense, useId } from "react";
import { useOverlay } from "@/commands/overlay";
import { useConnection } from "@/connection/context";
import { describeState, type StateLook } from "@/connection/describe-state";
import { useIdleClock } from "@/connection/use-idle-clock";
import { formatSpan } from "@/shared/lib/duration";
import { EnvironmentMark } from "@/shared/ui/environment-mark";
import { IconButton } from "@/shared/ui/icon-button";
import { Popover } from "@/shared/ui/popover";
import { Status } from "@/shared/ui/status";

// Opened now and then, so it is no part of the first load.
const ConnectionPopover = lazy(async () => ({ default: (await import("./connection-popover")).ConnectionPopover }));

/** The connection this page is about, at the top of the rail: name, and state by icon and word. */
export function ConnectionChip() {
  const { stats } = useConnection();
  const look = useStateLook();
  return (
    <About
      trigger={
        <button
          type="button"
          className="flex h-header w-full shrink-0 items-center gap-2 border-line border-b pr-2.5 pl-3 text-left -outline-offset-2 hover:bg-hover data-popup-open:bg-press"
        >
          <EnvironmentMark environment={stats.environment} />
          <span className="flex min-w-0 flex-1 flex-col gap-0.5">
            <span className="truncate-line font-semibold leading-4" title={stats.name}>
              {stats.name}
            </span>
            <span className="text-micro leading-[14px] [&>span]:gap-1 [&>span]:font-normal">
              <Status {...look} />
            </span>
          </span>
          <ChevronsUpDown aria-hidden size={14} strokeWidth={1.75} className="text-fg-3" />
        </button>
      }
    />
  );
}

/** The same where there is no rail: only the icon, its words in the label. */
export function ConnectionButton() {
  const { stats } = useConnection();
  const look = useStateLook();
  return <About trigger={<IconButton icon={look.icon} iconSize={17} label={`${stats.name}: ${look.word}`} />} />;
}

function About({ trigger }: { trigger: ReactElement<Record<string, unknown>> }) {
  const { stats } = useConnection();
  const [open, setOpen] = useOverlay("connection");
  const label = useId();
  return (
    <Popover
      trigger={trigger}
      label={`Connection ${stats.name}`}
      open={open}
      onOpenChange={setOpen}
      className="flex w-[348px] flex-col"
    >
      <Suspense fallback={<p className="px-4 py-3 text-fg-3">Opening</p>}>
        <ConnectionPopover key={label} onClose={() => setOpen(false)} />
      </Suspense>
    </Popover>
  );
}

/** The state as the chip says it: what is quietly connected also says when it will be parked. */
function useStateLook(): StateLook {
  const { stats } = useConnection();
  const look = describeState(stats.state, stats.reason);
  const clock = useIdleClock(30_000);
  if (stats.state !== "active") return look;
  if (!stats.is_healthy) return { ...look, tone: "warn", word: "Not answering" };
  // While it is used the clock begins anew all the time; only when nobody uses it there is something to say.
  return clock.remaining !== undefined && clock.left < 0.95
    ? { tone: "plain", icon: clock.icon, word: `Idle, parks in ${formatSpan(clock.remaining)}` }
    : look;
}
