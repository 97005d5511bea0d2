import { createFileRoute } from "@tanstack/react-router";
import type { DocumentView } from "@/shared/document/editor-context";
import { caught, object, optional, string } from "@/shared/lib/zod";
import { viewOf } from "./-document-view";
import { EditBucket } from "./-edit-bucket";

const search = object({ view: caught(optional(string()), undefined) });

export const Route = createFileRoute("/c/$connectionId/kv/$bucket/edit")({
  validateSearch: (input): { view?: DocumentView | undefined } => ({
    view: viewOf(search.parse(input).view, ["json", "changes"]),
  }),
  component: EditRoute,
});

function EditRoute() {
  const { bucket } = Route.useParams();
  const { view = "form" } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <EditBucket
      bucket={{ store: "kv", name: bucket }}
      view={view}
      onView={(next) => void navigate({ search: { view: next === "form" ? undefined : next }, replace: true })}
    />
  );
}
