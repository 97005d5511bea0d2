import { FileText } from "lucide-react";
import { useState } from "react";
import { formatBytes, plural, quantityText } from "@/shared/lib/format";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { type DroppedFile, FileDrop } from "@/shared/ui/file-drop";
import { mostFileBytes, readBatch } from "../lib/batch-file";

/** Messages of a file, each on its own line. */
export interface BatchFile extends DroppedFile {
  count: number;
}

interface Props {
  file: BatchFile | undefined;
  onChange: (file: BatchFile | undefined) => void;
}

/** Takes newline-delimited JSON: dropped, chosen or pasted. */
export function BatchForm({ file, onChange }: Props) {
  const [wrong, setWrong] = useState<{ dropped: DroppedFile; problem: string }>();
  const take = (dropped: DroppedFile | undefined) => {
    const read = dropped ? readBatch(dropped.text) : undefined;
    setWrong(dropped && read?.problem ? { dropped, problem: read.problem } : undefined);
    onChange(dropped && read?.count ? { ...dropped, count: read.count } : undefined);
  };
  return (
    <div className="flex flex-col gap-4">
      <FileDrop
        label="Messages"
        what="a file of messages"
        accept=".ndjson,.jsonl,.json,.txt"
        icon={FileText}
        mostBytes={mostFileBytes}
        value={file ?? wrong?.dropped}
        onChange={take}
        summary={
          file
            ? `${plural(file.count, "message")}, ${quantityText(formatBytes(new Blob([file.text]).size))}`
            : undefined
        }
        error={wrong?.problem}
        hint="JSON, one message on each line; 16 MiB and 100,000 lines at most."
      />
      <section aria-label="What a line has" className="flex flex-col gap-2">
        <pre className="mono break-all rounded-2 whitespace-pre-wrap border border-line bg-sub px-2.5 py-2 text-small leading-[18px]">
          {'{"subject":"orders.created","data":"{\\"id\\":1}","headers":{"Trace":["a","b"]},"jetstream":true}'}
        </pre>
        <Definitions>
          <Definition term="subject">the only one that has to be there</Definition>
          <Definition term="data, encoding">the payload; encoding is utf8 or base64</Definition>
          <Definition term="headers, reply">each header with a list of its values</Definition>
          <Definition term="jetstream">true waits for the acknowledgement of a stream</Definition>
          <Definition term="message_id, ttl">for the stream, as are expected_stream and the like</Definition>
        </Definitions>
      </section>
    </div>
  );
}
