import { createFileRoute } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "@/app/shell/page";
import type { PublishView } from "@/features/publish/components/publish-page";
import { pagePart } from "@/shared/lib/page-part";
import { object, searchText } from "@/shared/lib/zod";

const PublishPage = pagePart(async () => (await import("@/features/publish/components/publish-page")).PublishPage);

const search = object({
  /** Where it goes. */
  subject: searchText(),
  view: searchText(),
});

export const Route = createFileRoute("/c/$connectionId/publish")({
  validateSearch: (input): { subject?: string | undefined; view?: "file" | undefined } => {
    const { subject, view } = search.parse(input);
    return { subject, view: view === "file" ? "file" : undefined };
  },
  component: PublishRoute,
});

function PublishRoute() {
  const { subject = "", view = "message" } = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearch = (next: { subject?: string | undefined; view?: PublishView }) =>
    void navigate({
      search: (now) => {
        const { view: shown = now.view, ...rest } = next;
        return { ...now, ...rest, view: shown === "file" ? "file" : undefined };
      },
      replace: true,
    });
  return (
    <Page crumbs={[{ label: "Publish" }]}>
      <Suspense fallback={null}>
        <PublishPage subject={subject} view={view} onSearch={onSearch} />
      </Suspense>
    </Page>
  );
}
