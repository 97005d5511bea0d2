import { useNavigate } from "@tanstack/react-router";
import { Copy } from "lucide-react";
import { useState } from "react";
import { useConnection } from "@/connection/context";
import { refusalOf } from "@/connection/refused";
import { stepOutcome } from "@/connection/step-outcome";
import { useReadOnly } from "@/connection/use-read-only";
import { useTargetServer } from "@/connection/use-target-server";
import { DocumentEditor } from "@/shared/document/document-editor";
import type { DocumentView, PlaceProblem } from "@/shared/document/editor-context";
import { isArray, isObject, type JsonObject } from "@/shared/document/json";
import { LeaveGuard } from "@/shared/document/leave-guard";
import { useDocument } from "@/shared/document/use-document";
import { CancelLink } from "@/shared/ui/cancel-link";
import { Notice } from "@/shared/ui/notice";
import { toast } from "@/shared/ui/toast";
import { useCreateStream } from "../api/save";
import { streamCatalogue } from "../lib/catalogue";
import { collide, nameProblem, streamProblems } from "../lib/check";
import { newStreamEffects } from "../lib/consequences";

interface Props {
  /** The configuration that it begins with. */
  initial: string;
  /** The stream that this is a copy of. */
  copyOf?: { name: string; subjects: readonly string[] } | undefined;
  view: DocumentView;
  onView: (view: DocumentView) => void;
}

/** Makes a stream. */
export function StreamCreator({ initial, copyOf, view, onView }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const document = useDocument({ base: initial });
  const create = useCreateStream();
  const server = useTargetServer();
  const locked = useReadOnly();
  const [tried, setTried] = useState<JsonObject>();
  const { value, text, dirty } = document;
  const nameless = nameProblem(value);
  const name = String(value.get("name") ?? "");
  const open = (stream: string) =>
    void navigate({
      to: "/c/$connectionId/streams/$stream",
      params: { connectionId: id, stream },
      ignoreBlocker: true,
    });
  const save = () => {
    setTried(value);
    if (nameless) return;
    create.mutate(text, {
      onSuccess: (made) => {
        toast({ title: `${made.name} is created` });
        open(made.name);
      },
    });
  };
  const problems = [
    // An empty form is not wrong before somebody has tried.
    ...(nameless && (tried || name !== "") ? [nameless] : []),
    ...overlapProblems(value, copyOf),
    ...streamProblems(value),
  ];
  return (
    <>
      <LeaveGuard dirty={dirty && !create.isPending} what="the new stream" />
      {copyOf ? (
        <Notice tone="plain" icon={Copy} title={`A copy of ${copyOf.name}.`}>
          Its configuration, not its messages. Two streams cannot take the same subjects: say others here, or make it a
          mirror in place of them.
        </Notice>
      ) : null}
      <DocumentEditor
        catalogue={streamCatalogue}
        document={document}
        server={server}
        editing={false}
        view={view}
        onView={onView}
        problems={problems}
        refusal={refusalOf(`${name || "The stream"} was not created`, create.error, tried)}
        effects={newStreamEffects(value)}
        action="Create stream"
        onSave={save}
        saving={create.isPending}
        locked={locked}
        outcome={stepOutcome({
          title: `${name} may have been created`,
          mutation: create,
          look: `Look for ${name}`,
          onLook: () => open(name),
          onDismiss: create.reset,
        })}
        aside={<CancelLink to="/c/$connectionId/streams" params={{ connectionId: id }} />}
      />
    </>
  );
}

/** A copy that still takes the subjects of its original would be refused. */
function overlapProblems(value: JsonObject, copyOf: Props["copyOf"]): PlaceProblem[] {
  const subjects = value.get("subjects");
  if (!copyOf || !isArray(subjects) || isObject(value.get("mirror"))) return [];
  const taken = copyOf.subjects.find((own) => subjects.some((one) => typeof one === "string" && collide(one, own)));
  return taken === undefined ? [] : [{ path: ["subjects"], message: `${copyOf.name} takes “${taken}” already.` }];
}
