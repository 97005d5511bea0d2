import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

type NoticeTone = "plain" | "warn" | "critical" | "parked";

const tones: Record<NoticeTone, string> = {
  plain: "border-line bg-sub [&>svg]:text-fg-2",
  warn: "border-warn-line bg-warn-tint [&>svg]:text-warn",
  critical: "border-critical-line bg-critical-tint [&>svg]:text-critical",
  parked: "border-parked-line bg-parked-tint [&>svg]:text-parked",
};

interface Props {
  tone: NoticeTone;
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** A line in the flow, as wide as its region; never a card that floats over data. */
export function Notice({ tone, icon: Icon, title, children, action }: Props) {
  return (
    <div className={cx("flex min-h-9 shrink-0 items-center gap-2.5 border-b py-1 pr-2.5 pl-4", tones[tone])}>
      <Icon aria-hidden size={14} strokeWidth={2} />
      <p className="min-w-0 flex-1">
        <b>{title}</b> {children ? <span className="text-fg-2">{children}</span> : null}
      </p>
      {action}
    </div>
  );
}
