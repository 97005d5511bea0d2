import { type LucideIcon, Pin, PinOff, X } from "lucide-react";
import type { ReactNode } from "react";
import { useCommands } from "@/commands/registry";
import { cx } from "@/shared/lib/cx";
import { oneOf, stored } from "@/shared/lib/stored";
import { IconButton } from "./icon-button";

/** Pinned, it stays when Esc is pressed: for comparing one thing after the other with it. */
const pin = stored("inspector", oneOf(["loose", "pinned"]));

interface Props {
  title: string;
  /** The title is a number, which is not set as what somebody typed. */
  number?: boolean;
  icon?: LucideIcon;
  onClose: () => void;
  /** More for its head, before the pin: an IconButton that leads to the thing's own page. */
  aside?: ReactNode;
  /** What can be done with it, at its foot. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What is selected in a page, beside it; over it where there is no room, and in its place on a phone. */
export function Inspector({ title, number = false, icon: Icon, onClose, aside, actions, children }: Props) {
  const pinned = pin.use() === "pinned";
  useCommands(
    pinned
      ? []
      : [
          {
            id: "inspector",
            title: "Close the inspector",
            group: "This page",
            keys: "Escape",
            hidden: true,
            run: onClose,
          },
        ],
  );
  return (
    <aside
      aria-label={`Inspector: ${title}`}
      className="flex min-h-0 w-(--inspector) flex-col border-line border-l bg-sub max-wide:absolute max-wide:inset-y-0 max-wide:right-0 max-wide:z-10 max-wide:shadow-float max-md:fixed max-md:inset-0 max-md:z-20 max-md:w-auto"
    >
      <div className="flex h-toolbar shrink-0 items-center gap-1 border-line border-b pr-2 pl-4">
        {Icon ? <Icon aria-hidden size={14} strokeWidth={1.75} className="mr-1 text-accent" /> : null}
        <h2 className={cx("truncate-line flex-1 font-semibold text-body", !number && "mono")} title={title}>
          <bdi>{title}</bdi>
        </h2>
        {aside}
        <IconButton
          icon={pinned ? PinOff : Pin}
          size="sm"
          label={pinned ? "Unpin, so that Esc closes it" : "Pin, so that Esc leaves it"}
          aria-pressed={pinned}
          onClick={() => pin.set(pinned ? "loose" : "pinned")}
        />
        <IconButton icon={X} size="sm" label="Close the inspector" onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by a keyboard. */}
      <section tabIndex={0} aria-label="Details" className="min-h-0 flex-1 overflow-y-auto -outline-offset-2">
        {children}
      </section>
      {actions ? (
        <div className="flex shrink-0 items-center gap-1.5 border-line border-t py-2 pr-2 pl-4">{actions}</div>
      ) : null}
    </aside>
  );
}
