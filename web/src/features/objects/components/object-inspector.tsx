import { Download, File, Pencil, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { hasCode } from "@/api/errors";
import type { StoredObject } from "@/api/types";
import { useConnection } from "@/connection/context";
import { Unread } from "@/connection/unread";
import { useReadOnly } from "@/connection/use-read-only";
import { formatBytes, formatCount, quantityText } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Inspector } from "@/shared/ui/inspector";
import { contentAddress, useContent, useObject } from "../api/objects";
import { pictureOf } from "../lib/picture";

const DeleteObject = lazy(async () => ({ default: (await import("./delete-object")).DeleteObject }));
const EditObject = lazy(async () => ({ default: (await import("./edit-object")).EditObject }));

interface Props {
  bucket: string;
  name: string;
  /** It is called otherwise now. */
  onRenamed: (name: string) => void;
  onClose: () => void;
}

/** One object: what is said of it, the beginning of its content, and what can be done with it. */
export function ObjectInspector({ bucket, name, onRenamed, onClose }: Props) {
  const { id } = useConnection();
  const reading = useObject(bucket, name);
  const [shown, setShown] = useState<"edit" | "delete">();
  const locked = useReadOnly();
  const gone = hasCode(reading.error, "object_not_found");
  const object = gone ? undefined : reading.data;
  const done = () => setShown(undefined);
  const download = () => {
    const link = document.createElement("a");
    link.href = contentAddress(id, bucket, name);
    link.download = "";
    link.click();
  };
  return (
    <Inspector
      title={name}
      icon={File}
      onClose={onClose}
      actions={
        object ? (
          <>
            <Button look="ink" icon={Download} onClick={download}>
              Download
            </Button>
            <ActionButton icon={Pencil} locked={locked} onClick={() => setShown("edit")}>
              Edit…
            </ActionButton>
            <ActionButton icon={Trash2} locked={locked} onClick={() => setShown("delete")}>
              Delete…
            </ActionButton>
          </>
        ) : undefined
      }
    >
      <div className="flex h-full min-h-[420px] flex-col">
        {object ? (
          <>
            <Facts object={object} />
            {object.link ? null : <Content bucket={bucket} object={object} onSaveAll={download} />}
          </>
        ) : gone ? (
          <p className="px-4 py-3 text-fg-2 text-small">There is no such object: it was deleted, or it expired.</p>
        ) : (
          <Unread title={`${name} could not be read`} readings={[reading]} />
        )}
      </div>
      {object ? (
        <Suspense fallback={null}>
          {shown === "delete" ? <DeleteObject bucket={bucket} object={object} onClose={done} /> : null}
          {shown === "edit" ? (
            <EditObject bucket={bucket} object={object} onRenamed={onRenamed} onClose={done} />
          ) : null}
        </Suspense>
      ) : null}
    </Inspector>
  );
}

function Facts({ object }: { object: StoredObject }) {
  const { link, headers = {}, metadata = {} } = object;
  return (
    <section aria-label="Facts" className="border-line border-b px-4 py-3">
      <Definitions narrow>
        {object.description ? <Definition term="Description">{object.description}</Definition> : null}
        {link ? (
          <Definition term="Link to">
            {link.name ? `${link.name} in ${link.bucket}` : `bucket ${link.bucket}`}
          </Definition>
        ) : (
          <>
            <Definition term="Size">
              {quantityText(formatBytes(object.size))} in {formatCount(object.chunks)}{" "}
              {object.chunks === 1 ? "chunk" : "chunks"}
            </Definition>
            <Definition term="Digest">
              <span className="mono break-all">{object.digest ?? "none"}</span>
            </Definition>
          </>
        )}
        <Definition term="Written">
          <time dateTime={object.modified}>{formatExact(new Date(object.modified))}</time>
        </Definition>
        <Definition term="Revision">{formatCount(object.revision)}</Definition>
        {Object.entries(headers).map(([header, values]) => (
          <Definition key={`h ${header}`} term={header}>
            {values.join(", ")}
          </Definition>
        ))}
        {Object.entries(metadata).map(([key, value]) => (
          <Definition key={`m ${key}`} term={key}>
            {value}
          </Definition>
        ))}
      </Definitions>
    </section>
  );
}

function Content({ bucket, object, onSaveAll }: { bucket: string; object: StoredObject; onSaveAll: () => void }) {
  const reading = useContent(bucket, object.name, object.revision, object.size);
  if (!reading.data) {
    return reading.error ? <Unread title="The content could not be read" readings={[reading]} /> : null;
  }
  const picture = reading.data.length === object.size ? pictureOf(reading.data) : undefined;
  if (picture)
    return (
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-auto bg-sub p-4">
        <img src={picture} alt={object.name} className="max-h-full max-w-full object-contain" />
      </div>
    );
  return (
    <PayloadViewer
      className="flex-1 max-md:min-h-[420px]"
      data={reading.data}
      label={`Content of ${object.name}`}
      name={`${bucket}-${object.name}`}
      truncated={reading.data.length < object.size}
      totalSize={object.size}
      contentType={object.headers?.["Content-Type"]?.[0]}
      onSaveAll={onSaveAll}
    />
  );
}
