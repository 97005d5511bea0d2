import { RotateCw } from "lucide-react";
import { useCommands } from "@/commands/registry";
import type { Reading } from "@/connection/use-reading";
import { formatAgo } from "@/shared/lib/duration";
import { useDelayed } from "@/shared/lib/use-delayed";
import { useNow } from "@/shared/lib/use-now";
import { IconButton } from "@/shared/ui/icon-button";

type Readings = readonly Reading<unknown>[];

function readAgain(readings: Readings) {
  for (const reading of readings) reading.refresh();
}

/** The key that reads all of the page again. */
export function useReadAgain(readings: Readings) {
  const run = () => readAgain(readings);
  useCommands(
    readings.length > 0
      ? [{ id: "refresh", title: "Read again", group: "This page", keys: "r", icon: RotateCw, run }]
      : [],
  );
}

/** How old the oldest part of the page is, and the button that reads all of it again. */
export function Freshness({ readings }: { readings: Readings }) {
  const now = useNow(readings.length > 0 ? 1000 : undefined);
  const fetching = useDelayed(
    readings.some((reading) => reading.fetching),
    300,
  );
  const times = readings.map((reading) => reading.readAt).filter((at) => at > 0);
  if (readings.length === 0) return null;
  return (
    <span className="inline-flex shrink-0 items-center gap-1 whitespace-nowrap text-fg-3 text-small">
      {times.length > 0 ? (
        <span className="max-md:hidden">{fetching ? "Reading" : updated(now - Math.min(...times))}</span>
      ) : null}
      <IconButton icon={RotateCw} iconSize={13} size="sm" label="Read again" onClick={() => readAgain(readings)} />
    </span>
  );
}

/** In steps that do not make the eye jump: what is younger than the interval at which pages read is simply new. */
function updated(age: number): string {
  return age < 20_000 ? "Updated just now" : `Updated ${formatAgo(age)}`;
}
