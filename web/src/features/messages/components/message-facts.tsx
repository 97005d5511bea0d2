import { Link2 } from "lucide-react";
import type { Message } from "@/api/types";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { formatBytes, formatCount, quantityText } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { CopyButton } from "@/shared/ui/copy-button";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Subject } from "@/shared/ui/subject";

interface Props {
  message: Message;
  /** The address of the message, to be sent. */
  permalink: string;
}

/** What a message is, besides its payload. */
export function MessageFacts({ message, permalink }: Props) {
  const { subject, time, size, header_size: headerSize = 0 } = message;
  const at = new Date(time);
  return (
    <section aria-label="Message" className="px-4 py-3">
      <Definitions narrow>
        <Definition term="Subject">
          <span className="inline-flex max-w-full items-start gap-1">
            <bdi className="min-w-0">
              <SubjectText subject={subject} />
            </bdi>
            <CopyButton text={subject} label="Copy the subject" />
          </span>
        </Definition>
        <Definition term="Stored">
          <time dateTime={time}>{formatExact(at)}</time>
        </Definition>
        <Definition term="Size">
          {quantityText(formatBytes(size + headerSize))}{" "}
          <span className="text-fg-3">
            {headerSize > 0 ? `${sizeWords(size)} payload, ${sizeWords(headerSize)} headers` : "no headers"}
          </span>
        </Definition>
        <Definition term="Permalink">
          <span className="flex items-center gap-1">
            <a href={permalink} className="mono truncate-line text-fg-2 hover:text-accent">
              <Link2 aria-hidden size={12} strokeWidth={1.75} className="mr-1 inline text-fg-3" />
              {permalinkText(permalink)}
            </a>
            <CopyButton text={permalink} label="Copy the permalink" />
          </span>
        </Definition>
      </Definitions>
    </section>
  );
}

const sizeWords = (bytes: number) => (bytes < 10_000 ? formatCount(bytes) : quantityText(formatBytes(bytes)));

/** A subject has no control characters by its rules, which no server has to keep. */
function SubjectText({ subject }: { subject: string }) {
  const parts = visibleText(subject);
  return parts.some(({ means }) => means) ? (
    <span className="mono break-all">
      <Parts parts={parts} />
    </span>
  ) : (
    <Subject name={subject} />
  );
}

/** The end of it, which is what differs. */
function permalinkText(permalink: string): string {
  const { pathname, search } = new URL(permalink);
  return `…${pathname.slice(pathname.indexOf("/streams/"))}${search}`;
}
