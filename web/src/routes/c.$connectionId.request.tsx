import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";

const RequestPage = pagePart(async () => (await import("@/features/request/components/request-page")).RequestPage);

const search = object({
  /** Who is asked. */
  subject: searchText(),
});

export const Route = createFileRoute("/c/$connectionId/request")({
  validateSearch: (input): { subject?: string | undefined } => ({ subject: search.parse(input).subject }),
  component: RequestRoute,
});

function RequestRoute() {
  const { subject = "" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <Page crumbs={[{ label: "Request" }]}>
      <Suspense fallback={null}>
        <RequestPage
          subject={subject}
          onSubject={(next) => void navigate({ search: { subject: next || undefined }, replace: true })}
        />
      </Suspense>
    </Page>
  );
}
