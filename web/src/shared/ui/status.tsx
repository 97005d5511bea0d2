import type { LucideIcon } from "lucide-react";
import { cx } from "@/shared/lib/cx";

export type StatusTone = "ok" | "warn" | "critical" | "parked" | "unknown" | "live" | "plain";

const tones: Record<StatusTone, string> = {
  ok: "text-ok",
  warn: "text-warn",
  critical: "text-critical",
  parked: "text-parked",
  unknown: "text-unknown",
  live: "text-accent",
  plain: "text-fg-2 font-normal",
};

const icons: Record<StatusTone, string> = {
  ok: "[&>svg]:text-ok",
  warn: "[&>svg]:text-warn",
  critical: "[&>svg]:text-critical",
  parked: "[&>svg]:text-parked",
  unknown: "[&>svg]:text-unknown",
  live: "[&>svg]:text-accent",
  plain: "",
};

/** Icon, word, colour: in this order, and never one without the word. */
export function Status({
  tone,
  icon: Icon,
  word,
  large = false,
  quiet = false,
}: {
  tone: StatusTone;
  icon: LucideIcon;
  word: string;
  large?: boolean;
  /** Only the icon has the colour: for what is fine, many times on one page. */
  quiet?: boolean;
}) {
  return (
    <span
      className={cx(
        "inline-flex",
        large
          ? "items-baseline gap-2 font-semibold text-title [&>svg]:translate-y-0.5"
          : "items-baseline gap-1.5 whitespace-nowrap font-medium [&>svg]:self-center",
        quiet ? cx("font-normal text-fg-2", icons[tone]) : tones[tone],
      )}
    >
      <Icon aria-hidden size={large ? 15 : 13} strokeWidth={2} />
      {word}
    </span>
  );
}
