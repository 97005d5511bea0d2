import { Link } from "@tanstack/react-router";
import { Activity } from "lucide-react";
import { useEffect } from "react";
import { useConnection } from "@/connection/context";
import { useLiveTotals } from "@/live/use-live";
import { formatCount, formatRate, quantityText } from "@/shared/lib/format";
import { restoreTails } from "../lib/kept";

/** In the head of every page: what is followed in this tab, how fast it flows, and what was dropped. */
export function LiveChip() {
  useEffect(restoreTails, []);
  const { id } = useConnection();
  const [tails = "0", rate = "0", lost = "0"] = useLiveTotals().split(" ");
  const dropped = Number(lost);
  return (
    <Link
      to="/c/$connectionId/live"
      params={{ connectionId: id }}
      className="flex h-control shrink-0 items-center gap-[7px] whitespace-nowrap rounded-2 border border-line px-2 text-small hover:bg-hover max-md:hidden"
    >
      <Activity aria-hidden size={14} strokeWidth={2} className="text-accent" />
      {tails} live
      <span className="text-fg-3">·</span>
      {quantityText(formatRate(Number(rate)))}
      {dropped > 0 ? (
        <>
          <span className="text-fg-3">·</span>
          <span className="font-medium text-warn">{formatCount(dropped)} dropped</span>
        </>
      ) : null}
    </Link>
  );
}
