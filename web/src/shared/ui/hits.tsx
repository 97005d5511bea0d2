import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon, OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import { useDelayed } from "@/shared/lib/use-delayed";

export interface Hit {
  /** `warn` is hit, `critical` cannot be undone by anybody, `ok` is spared, `unknown` could not be found out. */
  tone: "warn" | "critical" | "ok" | "unknown";
  /** The number bold, then the words: <><b>2</b> consumers have not read it</>. */
  children: ReactNode;
}

const looks: Record<Hit["tone"], { icon: LucideIcon; icons: string; words: string }> = {
  warn: { icon: CircleAlert, icons: "text-warn", words: "text-fg" },
  critical: { icon: OctagonAlert, icons: "text-critical", words: "text-fg" },
  ok: { icon: CircleCheck, icons: "text-ok", words: "text-fg-2" },
  unknown: { icon: CircleDashed, icons: "text-unknown", words: "text-fg-2" },
};

/** What a step would hit, line by line. */
export function Hits({ hits }: { hits: readonly Hit[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {hits.map(({ tone, children }, index) => {
        const { icon: Icon, icons, words } = looks[tone];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one preview never move.
          <li key={index} className={cx("flex gap-2", words)}>
            <Icon aria-hidden size={13} strokeWidth={2} className={cx("mt-[3.5px]", icons)} />
            <span className="min-w-0 break-words">{children}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** The same while it is being found out. */
export function HitsLoading() {
  const late = useDelayed(true, 200);
  return (
    <div role="status" aria-label="Finding out what this hits" className="flex h-[68px] flex-col justify-around py-1">
      {late
        ? [64, 78, 46].map((width) => (
            <span key={width} className="h-2 rounded-[2px] bg-press" style={{ width: `${width}%` }} />
          ))
        : null}
    </div>
  );
}
