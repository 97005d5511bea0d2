import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { UnreachableNotice } from "@/features/server/components/unreachable-notice";
import { Mark } from "@/shared/ui/mark";
import { SettingsButton } from "./settings-button";
import { SkipLink } from "./skip-link";
import { ThemeButton } from "./theme-button";

/** What the pages without a connection stand in: a head, and the regions of the page under it. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className="flex h-full flex-col max-sm:h-auto max-sm:min-h-full">
      <SkipLink />
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b bg-page pr-3 pl-4">
        <Link to="/" aria-label="HeyNATS, all connections" className="flex items-center gap-2 rounded-2">
          <Mark />
          <span className="font-semibold text-title">HeyNATS</span>
        </Link>
        <span className="flex-1" />
        <ThemeButton />
        <SettingsButton />
      </header>
      <UnreachableNotice />
      <div id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none max-sm:flex-none">
        {children}
      </div>
    </div>
  );
}
