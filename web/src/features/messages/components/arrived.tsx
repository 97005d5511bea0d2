import { formatCount } from "@/shared/lib/format";
import { useArrivals } from "../api/arrivals";

interface Props {
  stream: string;
  subject: string;
  known: number;
  slow: boolean;
  onShow: () => void;
}

/** How many came since the page was read. Nothing moves by itself: showing them takes a press. */
export function Arrived({ onShow, ...of }: Props) {
  const { data } = useArrivals(of);
  if (!data || data.count === 0) return null;
  return (
    <span className="flex shrink-0 items-center gap-1.5">
      <span aria-hidden className="mr-1 h-4 w-px shrink-0 bg-line" />
      <span role="status">
        {data.more ? "at least " : ""}
        {formatCount(data.count)} new
      </span>
      <button type="button" onClick={onShow} className="rounded-1 font-medium text-accent max-sm:min-h-11 max-sm:px-1">
        Show
      </button>
    </span>
  );
}
