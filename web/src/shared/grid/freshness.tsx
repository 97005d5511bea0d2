import { RefreshCw } from "lucide-react";
import { formatAgo } from "@/shared/lib/duration";
import { useNow } from "@/shared/lib/use-now";
import { IconButton } from "@/shared/ui/icon-button";

interface Props {
  /** "148 streams" */
  what: string;
  /** When the server said so, ms. */
  at: number;
  onRefresh: () => void;
}

/** "148 streams · 4 s ago", and a button to ask again. */
export function Freshness({ what, at, onRefresh }: Props) {
  const now = useNow(1_000);
  return (
    <span className="flex items-center gap-2 whitespace-nowrap text-fg-3 text-small">
      <span className="@max-[1020px]:hidden">
        {what} · {formatAgo(now - at)}
      </span>
      <IconButton icon={RefreshCw} iconSize={14} label="Refresh" onClick={onRefresh} />
    </span>
  );
}
