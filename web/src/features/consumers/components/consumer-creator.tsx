import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useConnection } from "@/connection/context";
import { refusalOf } from "@/connection/refused";
import { stepOutcome } from "@/connection/step-outcome";
import { useReadOnly } from "@/connection/use-read-only";
import { useTargetServer } from "@/connection/use-target-server";
import { DocumentEditor } from "@/shared/document/document-editor";
import type { DocumentView } from "@/shared/document/editor-context";
import type { JsonObject } from "@/shared/document/json";
import { LeaveGuard } from "@/shared/document/leave-guard";
import { useDocument } from "@/shared/document/use-document";
import { CancelLink } from "@/shared/ui/cancel-link";
import { toast } from "@/shared/ui/toast";
import { useRetention } from "../api/retention";
import { useCreateConsumer } from "../api/save";
import { consumerCatalogue } from "../lib/catalogue";
import { consumerProblems } from "../lib/check";
import { newConsumerEffects } from "../lib/consequences";
import { emptyConsumer } from "../lib/new-consumer";
import { useConsumerHref } from "../lib/use-consumer-href";
import { PreviewPanel } from "./preview-panel";

interface Props {
  stream: string;
  view: DocumentView;
  onView: (view: DocumentView) => void;
}

/** Makes a consumer, with what it would get beside it. */
export function ConsumerCreator({ stream, view, onView }: Props) {
  const { id } = useConnection();
  const navigate = useNavigate();
  const { link } = useConsumerHref();
  const document = useDocument({ base: emptyConsumer });
  const create = useCreateConsumer(stream);
  const server = useTargetServer();
  const locked = useReadOnly();
  const retention = useRetention(stream);
  const [tried, setTried] = useState<JsonObject>();
  const { value, text, dirty } = document;
  const name = String(value.get("durable_name") || value.get("name") || "");
  const all = { to: "/c/$connectionId/streams/$stream/consumers", params: { connectionId: id, stream } } as const;
  const save = () => {
    setTried(value);
    create.mutate(text, {
      onSuccess: (made) => {
        toast({ title: `${made.name} is created` });
        void navigate({ ...link({ stream, name: made.name }), ignoreBlocker: true });
      },
    });
  };
  const look = () => void navigate({ ...(name ? link({ stream, name }) : all), ignoreBlocker: true });
  return (
    <>
      <LeaveGuard dirty={dirty && !create.isPending} what="the new consumer" />
      <PreviewPanel stream={stream} value={value} short />
      <DocumentEditor
        catalogue={consumerCatalogue}
        document={document}
        server={server}
        editing={false}
        view={view}
        onView={onView}
        problems={consumerProblems(value)}
        refusal={refusalOf(`${name || "The consumer"} was not created`, create.error, tried)}
        effects={newConsumerEffects(value, retention.data)}
        action="Create consumer"
        onSave={save}
        saving={create.isPending}
        locked={locked}
        beside={<PreviewPanel stream={stream} value={value} />}
        outcome={stepOutcome({
          title: `${name || "The consumer"} may have been created`,
          mutation: create,
          look: name ? `Look for ${name}` : "Look at the consumers",
          onLook: look,
          onDismiss: create.reset,
        })}
        aside={<CancelLink {...all} />}
      />
    </>
  );
}
