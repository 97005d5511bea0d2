import { createFileRoute } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Page } from "@/app/shell/page";
import { useCli } from "@/connection/use-cli";
import type { Asked } from "@/features/live/lib/responder";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";

const RespondPage = pagePart(async () => (await import("@/features/live/components/respond-page")).RespondPage);
const LiveInspector = lazy(async () => ({
  default: (await import("@/features/live/components/live-inspector")).LiveInspector,
}));

const search = object({
  /** Where requests are answered. */
  subject: searchText(),
});

export const Route = createFileRoute("/c/$connectionId/respond")({
  validateSearch: (input): { subject?: string | undefined } => ({ subject: search.parse(input).subject }),
  component: RespondRoute,
});

function RespondRoute() {
  const { subject = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const cli = useCli();
  const [open, setOpen] = useState<Asked>();
  return (
    <Page
      crumbs={[{ label: "Respond" }]}
      actions={
        <CopyAsCli
          note={cli.note}
          commands={[
            { title: "Answer in the same place", command: cli.named(["reply"], [subject || "SUBJECT", "ANSWER"]) },
          ]}
        />
      }
      inspector={
        open ? (
          <Suspense fallback={null}>
            <LiveInspector message={open.message} onClose={() => setOpen(undefined)} />
          </Suspense>
        ) : undefined
      }
    >
      <Suspense fallback={null}>
        <RespondPage
          subject={subject}
          onSubject={(next) => void navigate({ search: { subject: next || undefined }, replace: true })}
          open={open}
          onOpen={setOpen}
        />
      </Suspense>
    </Page>
  );
}
