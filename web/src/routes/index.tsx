import { useQuery } from "@tanstack/react-query";
import { createFileRoute, useNavigate, useRouter } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { Frame } from "@/app/frame";
import { ConnectForm } from "@/features/connections/components/connect-form";
import { ConnectionList } from "@/features/connections/components/connection-list";
import { PlaygroundRow } from "@/features/connections/components/playground-row";
import { TestPanel } from "@/features/connections/components/test-report";
import { useTestReports } from "@/features/connections/lib/use-test-reports";
import { healthQuery } from "@/features/server/api/health";
import { caught, object, optional, regex, string } from "@/shared/lib/zod";
import { Notice } from "@/shared/ui/notice";

const search = object({
  /** The page to go to once connected: one of ours, below a connection. */
  return: caught(optional(string().check(regex(/^\/c\/[\w-]+([/?]\S*)?$/))), undefined),
});

export const Route = createFileRoute("/")({
  // Always says `return`, if only undefined: what is left out here would come through unchecked from the URL.
  validateSearch: (input): { return?: string | undefined } => ({ return: search.parse(input).return }),
  component: ConnectRoute,
});

function ConnectRoute() {
  const { return: back } = Route.useSearch();
  const navigate = useNavigate();
  const router = useRouter();
  const health = useQuery(healthQuery);
  const test = useTestReports();

  // The connection that the link named is gone, but what was looked at is the same on the new one.
  const connected = (connectionId: string) => {
    const [path = "", search = ""] = (back ?? "").replace(/^\/c\/[^/?]+/, "").split(/(?=\?)/);
    void navigate({ to: `/c/${connectionId}${path}`, search: router.options.parseSearch(search) });
  };

  return (
    <Frame>
      <title>Connect · HeyNATS</title>
      <div role="status">
        {back ? (
          <Notice tone="plain" icon={Unplug} title="That connection is gone.">
            It was disconnected, or this browser’s session ended. Connect again and you are back where you were.
          </Notice>
        ) : null}
      </div>
      <div className="grid min-h-0 flex-1 grid-cols-[392px_minmax(0,1fr)_432px] max-wide:grid-cols-[320px_minmax(0,1fr)_400px] max-xl:grid-cols-[280px_minmax(0,1fr)] max-xl:grid-rows-[max-content_1fr] max-xl:overflow-y-auto max-md:block max-sm:flex-none max-sm:overflow-visible">
        <section
          aria-label="Connections"
          className="min-h-0 overflow-y-auto border-line border-r bg-page max-xl:row-span-2 max-xl:overflow-visible max-md:border-r-0"
        >
          {health.data?.playground ? (
            <PlaygroundRow playground={health.data.playground} onConnected={connected} />
          ) : null}
          <ConnectionList />
        </section>
        <main className="min-h-0 overflow-y-auto max-xl:overflow-visible">
          <ConnectForm onConnected={connected} onTest={(request) => void test.run(request)} testing={test.running} />
        </main>
        <aside
          aria-label="Test"
          className="min-h-0 overflow-y-auto border-line border-l bg-sub max-xl:overflow-visible max-xl:border-t max-xl:border-l-0"
        >
          <TestPanel
            now={test.now}
            before={test.before}
            running={test.running}
            error={test.error}
            onCancel={test.cancel}
          />
        </aside>
      </div>
    </Frame>
  );
}
