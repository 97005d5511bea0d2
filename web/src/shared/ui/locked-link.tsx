import { Link, type LinkProps } from "@tanstack/react-router";
import { Lock, type LucideIcon } from "lucide-react";
import { cx } from "@/shared/lib/cx";
import { ActionButton } from "@/shared/ui/action-button";
import { IconButton } from "@/shared/ui/icon-button";
import { Tip } from "@/shared/ui/tip";

interface Props extends Pick<LinkProps, "to" | "params" | "search"> {
  /** Why it leads nowhere now. */
  locked: string | undefined;
  icon?: LucideIcon;
  look?: keyof typeof looks;
  /** Only the icon, where there is no room for words. */
  bare?: boolean;
  children: string;
}

const looks = {
  plain: "border-line-strong bg-raised hover:bg-hover active:bg-press [&>svg]:text-fg-2",
  ink: "border-ink bg-ink text-on-ink hover:border-ink-hover hover:bg-ink-hover",
};

/** A link that looks like the button it is to a person; locked it keeps its place and says why. */
export function LockedLink({ locked, icon: Icon, look = "plain", bare = false, children, ...to }: Props) {
  if (locked !== undefined && bare) return <IconButton icon={Lock} label={`${children}. ${locked}`} aria-disabled />;
  if (locked !== undefined) return <ActionButton locked={locked}>{children}</ActionButton>;
  const link = (
    <Link
      {...to}
      aria-label={bare ? children : undefined}
      className={cx(
        "inline-flex h-control shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-2 border font-medium transition-colors duration-(--fast)",
        bare ? "w-control" : "px-2.5",
        looks[look],
      )}
    >
      {Icon ? <Icon aria-hidden size={13} strokeWidth={2} /> : null}
      {bare ? null : children}
    </Link>
  );
  return bare ? <Tip text={children}>{link}</Tip> : link;
}
