import { formatClock, formatDate, formatMoment } from "@/shared/lib/time";

/** When a message was stored, as short as it is exact: to the millisecond today, with the day before that. */
export function formatStored(at: Date, now: Date): { text: string; fine: string } {
  const ms = `.${String(at.getUTCMilliseconds()).padStart(3, "0")}`;
  if (formatDate(at) === formatDate(now)) return { text: formatClock(at), fine: ms };
  const moment = formatMoment(at, now);
  // With the year there is no room for seconds, and nobody looks for them.
  if (at.getUTCFullYear() !== now.getUTCFullYear()) return { text: moment, fine: "" };
  return { text: moment, fine: formatClock(at).slice(5) };
}
