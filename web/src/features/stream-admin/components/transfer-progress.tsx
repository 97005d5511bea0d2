import type { ReactNode } from "react";
import { formatBytes, formatPercent, quantityText } from "@/shared/lib/format";
import { Meter } from "@/shared/ui/meter";

type Props = { children: ReactNode } & ({ part: number } | { sent: number; total: number });

/** How far a download or an upload is, and in words. */
export function TransferProgress({ children, ...how }: Props) {
  const part = "part" in how ? how.part : how.total === 0 ? 1 : how.sent / how.total;
  return (
    <div className="flex flex-col gap-1.5">
      <Meter value={part} tone="plain" />
      <p className="text-fg-2 text-small">
        {"part" in how ? null : (
          <>
            {quantityText(formatBytes(how.sent))} of {quantityText(formatBytes(how.total))}{" "}
          </>
        )}
        {children}
        {"part" in how ? null : <>, {formatPercent(part)}</>}
      </p>
    </div>
  );
}
