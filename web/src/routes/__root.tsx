import type { QueryClient } from "@tanstack/react-query";
import { useQuery } from "@tanstack/react-query";
import { createRootRouteWithContext, type ErrorComponentProps, Link, Outlet, useRouter } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useEffect } from "react";
import { problemText } from "@/api/problem-text";
import { focusAfterNavigation } from "@/app/focus-content";
import { Frame } from "@/app/frame";
import { Palette } from "@/app/palette/palette";
import { useAppCommands } from "@/app/use-app-commands";
import { useShortcuts } from "@/commands/use-shortcuts";
import { healthQuery } from "@/features/server/api/health";
import { Button } from "@/shared/ui/button";
import { ProblemView } from "@/shared/ui/problem";
import { Toasts } from "@/shared/ui/toast";

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Failed,
});

function Root() {
  // Asked on every page, so that a HeyNATS that went away is noticed on every page.
  useQuery(healthQuery);
  const router = useRouter();
  useEffect(() => focusAfterNavigation(router), [router]);
  useShortcuts();
  useAppCommands();
  return (
    <>
      <Outlet />
      <Palette />
      <Toasts />
    </>
  );
}

function NotFound() {
  return (
    <Frame>
      <title>Not found · HeyNATS</title>
      <main className="flex flex-1 flex-col items-start gap-1.5 px-10 py-7 max-sm:px-4 max-sm:py-5">
        <SearchX aria-hidden size={20} strokeWidth={1.5} className="mb-1 text-fg-3" />
        <h1 className="font-semibold text-title">There is no page here</h1>
        <p className="mb-2 text-fg-2">
          <span className="mono break-all">{window.location.pathname}</span> is not an address of HeyNATS.
        </p>
        <Link
          to="/"
          className="inline-flex h-control items-center rounded-2 border border-ink bg-ink px-2.5 font-medium text-on-ink hover:border-ink-hover hover:bg-ink-hover"
        >
          All connections
        </Link>
      </main>
    </Frame>
  );
}

function Failed({ error, reset }: ErrorComponentProps) {
  return (
    <Frame>
      <title>Failed · HeyNATS</title>
      <main className="max-w-[680px] flex-1 px-10 py-7 max-sm:px-4 max-sm:py-5">
        <ProblemView
          page
          problem={problemText("This page cannot be shown", error)}
          actions={<Button onClick={reset}>Try again</Button>}
        />
      </main>
    </Frame>
  );
}
