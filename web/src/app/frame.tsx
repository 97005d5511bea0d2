import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { UnreachableNotice } from "@/features/server/components/unreachable-notice";
import { Mark } from "@/shared/ui/mark";
import { focusContent } from "./focus-content";
import { ThemeButton } from "./theme-button";

interface Props {
  /** The environment band, over everything. */
  band?: ReactNode;
  /** The regions of the page, side by side. */
  children: ReactNode;
}

/** What every page stands in until the workbench is around it: band, head, and the regions under them. */
export function Frame({ band, children }: Props) {
  return (
    <div className="flex h-full flex-col max-sm:h-auto max-sm:min-h-full">
      <SkipLink />
      {band}
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b bg-page pr-3 pl-4">
        <Link to="/" aria-label="HeyNATS, all connections" className="flex items-center gap-2 rounded-2">
          <Mark />
          <span className="font-semibold text-title">HeyNATS</span>
        </Link>
        <span className="flex-1" />
        <ThemeButton />
      </header>
      <UnreachableNotice />
      <div id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none max-sm:flex-none">
        {children}
      </div>
    </div>
  );
}

/** A fragment link would be resolved against <base> and leave the page, so this one moves the focus itself. */
function SkipLink() {
  return (
    <button
      type="button"
      onClick={focusContent}
      className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20 focus:rounded-2 focus:bg-raised focus:px-3 focus:py-1.5"
    >
      Skip to the content
    </button>
  );
}
