import { oneOf, stored } from "./stored";

/** Whether times are those of this computer or of UTC, as servers write their logs. */
export const clock = stored("clock", oneOf(["local", "utc"]));

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (n: number) => String(n).padStart(2, "0");

interface Parts {
  year: number;
  month: number;
  day: number;
  hours: number;
  minutes: number;
  seconds: number;
  ms: number;
}

function parts(at: Date): Parts {
  return clock.get() === "utc"
    ? {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth(),
        day: at.getUTCDate(),
        hours: at.getUTCHours(),
        minutes: at.getUTCMinutes(),
        seconds: at.getUTCSeconds(),
        ms: at.getUTCMilliseconds(),
      }
    : {
        year: at.getFullYear(),
        month: at.getMonth(),
        day: at.getDate(),
        hours: at.getHours(),
        minutes: at.getMinutes(),
        seconds: at.getSeconds(),
        ms: at.getMilliseconds(),
      };
}

/** "14:29:40", or "14:29" without seconds. */
export function formatClock(at: Date, seconds = true): string {
  const p = parts(at);
  return seconds ? `${two(p.hours)}:${two(p.minutes)}:${two(p.seconds)}` : `${two(p.hours)}:${two(p.minutes)}`;
}

/** "3 Feb 2027" */
export function formatDate(at: Date): string {
  const p = parts(at);
  return `${p.day} ${months[p.month]} ${p.year}`;
}

/** The shortest form that is exact: "12:18" today, "24 Nov 12:18" this year, else with the year. */
export function formatMoment(at: Date, now: Date): string {
  const [p, today] = [parts(at), parts(now)];
  if (p.year !== today.year) return `${formatDate(at)} ${formatClock(at, false)}`;
  if (p.month !== today.month || p.day !== today.day) return `${p.day} ${months[p.month]} ${formatClock(at, false)}`;
  return formatClock(at, false);
}

/** All of it, for a title or an inspector: "23 Nov 2026 14:32:07.884 UTC", or with the offset from it. */
export function formatExact(at: Date): string {
  const ms = String(parts(at).ms).padStart(3, "0");
  return `${formatDate(at)} ${formatClock(at)}.${ms} ${zone(at)}`;
}

/** "UTC", or how far the local clock is from it: "UTC+5:30". */
export function zone(at: Date): string {
  const offset = clock.get() === "utc" ? 0 : -at.getTimezoneOffset();
  if (offset === 0) return "UTC";
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `UTC${offset < 0 ? "−" : "+"}${hours}${minutes ? `:${two(minutes)}` : ""}`;
}
