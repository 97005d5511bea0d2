import { cx } from "@/shared/lib/cx";

interface Props {
  /** 0 to 1. */
  value: number;
  tone?: "plain" | "warn" | "critical" | "parked" | "live";
  className?: string;
}

const tones = {
  plain: "bg-fg-3",
  warn: "bg-warn",
  critical: "bg-critical",
  parked: "bg-parked",
  live: "bg-accent",
};

/** A bar beside a number that says the same, so it is hidden from assistive technology. */
export function Meter({ value, tone = "plain", className }: Props) {
  return (
    <span
      aria-hidden
      data-meter
      className={cx("relative block h-1 w-full overflow-hidden rounded-[1px] bg-press", className)}
    >
      <span
        className={cx("absolute inset-y-0 left-0 rounded-[1px]", tones[tone])}
        style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }}
      />
    </span>
  );
}

/** Warn from 85 %, critical from 95 %. */
export function fillTone(value: number): "plain" | "warn" | "critical" {
  if (value >= 0.95) return "critical";
  return value >= 0.85 ? "warn" : "plain";
}
