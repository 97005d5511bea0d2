import type { Message } from "@/api/types";
import { useConnection } from "@/connection/context";
import { formatCount } from "@/shared/lib/format";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import { download } from "../lib/download";
import { headerOf } from "../lib/headers";
import { payloadHref } from "../lib/links";
import type { Whole } from "../lib/use-whole";

interface Props {
  stream: string;
  message: Message;
  whole: Whole;
}

const noBytes = new Uint8Array();

export function MessagePayload({ stream, message, whole }: Props) {
  const { id } = useConnection();
  return (
    <PayloadViewer
      className="flex-1 max-md:min-h-[420px]"
      data={whole.bytes ?? noBytes}
      label={`Payload of ${formatCount(message.sequence)}`}
      name={`${message.subject}-${message.sequence}`}
      contentType={headerOf(message, "Content-Type")}
      contentEncoding={headerOf(message, "Content-Encoding")}
      truncated={message.truncated === true}
      totalSize={message.size}
      onLoadAll={whole.loadAll}
      loadingAll={whole.loadingAll}
      onSaveAll={
        message.truncated ? () => download(payloadHref({ connection: id, stream }, message.sequence)) : undefined
      }
    />
  );
}
