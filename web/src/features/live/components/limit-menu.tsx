import { Gauge } from "lucide-react";
import { live } from "@/live/client";
import type { Limit, Tail } from "@/live/tail";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Menu, MenuChoice } from "@/shared/ui/menu";

const rates = [0, 10, 100, 1_000, 10_000];

/** How many messages a second are sent to this page, and which. */
export function LimitMenu({ tail }: { tail: Tail }) {
  const { limit } = tail;
  const set = (next: Partial<Limit>) => live.setLimit(tail, { ...limit, ...next });
  return (
    <Menu
      align="end"
      trigger={
        <Button icon={Gauge} disabled={!tail.alive}>
          {limit.perSecond === 0 ? "All" : `${formatCount(limit.perSecond)}/s`}
        </Button>
      }
    >
      <MenuChoice
        label="At most, per second"
        value={String(limit.perSecond)}
        onChange={(value) => set({ perSecond: Number(value) })}
        options={rates.map((rate) => ({ value: String(rate), label: rate === 0 ? "All messages" : formatCount(rate) }))}
      />
      <MenuChoice
        label="Which of them"
        value={limit.mode}
        onChange={(mode) => set({ mode })}
        options={[
          { value: "newest", label: "The newest" },
          { value: "sampled", label: "Spread over the second" },
        ]}
      />
    </Menu>
  );
}
