import { Link, type LinkProps } from "@tanstack/react-router";
import { CircleHelp, Menu, Search } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { isApple } from "@/commands/keys";
import { showOverlay } from "@/commands/overlay";
import type { Reading } from "@/connection/use-reading";
import { ConnectionButton } from "@/features/connections/components/connection-chip";
import { cx } from "@/shared/lib/cx";
import { useNarrow } from "@/shared/lib/use-media";
import { IconButton } from "@/shared/ui/icon-button";
import { Kbd } from "@/shared/ui/kbd";
import { Freshness } from "./freshness";
import { LiveMeter } from "./live-parts";

export interface Crumb {
  label: string;
  /** A name that NATS or a person gave. */
  typed?: boolean;
  link?: LinkProps;
}

interface Props {
  crumbs: readonly Crumb[];
  readings: readonly Reading<unknown>[];
  actions: ReactNode;
}

/** The head of a page: where it is, how fresh, what can be done, and the way to everything else. */
export function PageHead({ crumbs, readings, actions }: Props) {
  const narrow = useNarrow();
  return (
    <header className="flex h-header shrink-0 items-center gap-2 border-line border-b pr-2.5 pl-4 max-md:px-1.5">
      {narrow ? <IconButton icon={Menu} iconSize={18} label="Pages" onClick={() => showOverlay("pages")} /> : null}
      <h1 className="flex min-w-0 items-baseline gap-[7px] whitespace-nowrap text-fg-2 max-md:text-title">
        {crumbs.map((crumb, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place, and a stream can be called Streams.
          <Fragment key={index}>
            {index > 0 ? <span className="text-fg-3 max-md:hidden">/</span> : null}
            <Step crumb={crumb} here={index === crumbs.length - 1} />
          </Fragment>
        ))}
      </h1>
      <span className="flex-1" />
      <Freshness readings={readings} />
      <div className="flex shrink-0 items-center gap-2">{actions}</div>
      <FindButton />
      <LiveMeter />
      {narrow ? (
        <ConnectionButton />
      ) : (
        <IconButton icon={CircleHelp} iconSize={16} label="Keyboard shortcuts" onClick={() => showOverlay("help")} />
      )}
    </header>
  );
}

function Step({ crumb: { label, typed, link }, here }: { crumb: Crumb; here: boolean }) {
  const look = cx("truncate-line", here && "font-semibold text-fg", typed && "mono text-body");
  return link && !here ? (
    <Link {...link} activeOptions={{ exact: true }} className={cx(look, "rounded-1 hover:text-fg max-md:hidden")}>
      {label}
    </Link>
  ) : (
    <span className={look} title={label}>
      {label}
    </span>
  );
}

function FindButton() {
  return (
    <>
      <button
        type="button"
        onClick={() => showOverlay("palette")}
        aria-keyshortcuts={isApple ? "Meta+K" : "Control+K"}
        className="flex h-control w-[216px] shrink-0 items-center gap-[7px] rounded-2 border border-line-strong pr-1.5 pl-2 text-fg-3 hover:bg-hover max-lg:hidden"
      >
        <Search aria-hidden size={14} strokeWidth={1.75} />
        Go to or run
        <span className="flex-1" />
        <Kbd>{isApple ? "⌘K" : "Ctrl K"}</Kbd>
      </button>
      <span className="lg:hidden">
        <IconButton icon={Search} iconSize={16} label="Go to or run" onClick={() => showOverlay("palette")} />
      </span>
    </>
  );
}
