import { ArrowDown, ArrowUp, Mail } from "lucide-react";
import type { ReactNode } from "react";
import type { LiveMessage } from "@/live/record";
import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { formatBytes, formatCount, quantityText } from "@/shared/lib/format";
import { formatExact } from "@/shared/lib/time";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import { CopyButton } from "@/shared/ui/copy-button";
import { CopyText } from "@/shared/ui/copy-text";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { IconButton } from "@/shared/ui/icon-button";
import { Inspector } from "@/shared/ui/inspector";
import { timeOf } from "../lib/export";
import { headerLines, headerOf } from "../lib/headers";

interface Props {
  message: LiveMessage;
  /** Where to go from it. */
  actions?: ReactNode;
  /** To the next or the one before, where there are such. */
  onStep?: (by: 1 | -1) => void;
  onClose: () => void;
}

/** One message as it came, whole. It stays when the tail goes on without it. */
export function LiveInspector({ message, actions, onStep, onClose }: Props) {
  const { subject, reply, sequence, size, headerSize, data, header } = message;
  const headers = headerLines(header);
  return (
    <Inspector
      title={sequence > 0 ? formatCount(sequence) : subject}
      number={sequence > 0}
      icon={Mail}
      onClose={onClose}
      aside={
        onStep ? (
          <>
            <IconButton icon={ArrowDown} size="sm" iconSize={14} label="Newer message (j)" onClick={() => onStep(1)} />
            <IconButton icon={ArrowUp} size="sm" iconSize={14} label="Older message (k)" onClick={() => onStep(-1)} />
            <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
          </>
        ) : undefined
      }
      actions={actions}
    >
      <div className="flex h-full min-h-[420px] flex-col">
        <div className="max-h-[52%] shrink-0 overflow-y-auto border-line border-b max-md:max-h-none">
          <section aria-label="Message" className="px-4 py-3">
            <Definitions narrow>
              <Named term="Subject" text={subject} copy="Copy the subject" />
              {reply === "" ? null : <Named term="Reply" text={reply} copy="Copy the reply subject" />}
              <Definition term={sequence > 0 ? "Stored" : "Came"}>
                <time dateTime={timeOf(message)}>{formatExact(new Date(message.time))}</time>
              </Definition>
              <Definition term="Size">
                {quantityText(formatBytes(size + headerSize))}{" "}
                <span className="text-fg-3">
                  {headerSize > 0 ? `${formatCount(size)} payload, ${formatCount(headerSize)} headers` : "no headers"}
                </span>
              </Definition>
            </Definitions>
          </section>
          {headers.length > 0 ? (
            <section aria-labelledby="live-headers" className="border-line border-t px-4 pt-2.5 pb-2">
              <div className="mb-1 flex h-6 items-center gap-2">
                <h3 id="live-headers" className="flex-1 font-semibold text-small">
                  Headers <span className="font-normal text-fg-3">{formatCount(headers.length)}</span>
                </h3>
                <CopyText
                  label="Copy all"
                  text={() => headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}
                />
              </div>
              <dl className="grid grid-cols-[minmax(72px,max-content)_minmax(0,1fr)] gap-x-3 text-small leading-[20px]">
                {headers.map(({ name, value }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand there twice.
                  <Header key={index} name={name} value={value} />
                ))}
              </dl>
            </section>
          ) : headerSize > 0 ? (
            <p className="border-line border-t px-4 py-2 text-fg-3 text-small">The headers cannot be read.</p>
          ) : null}
        </div>
        <PayloadViewer
          className="flex-1 max-md:min-h-[420px]"
          data={data}
          label={`Payload of ${sequence > 0 ? formatCount(sequence) : subject}`}
          name={subject}
          contentType={headerOf(headers, "Content-Type")}
          contentEncoding={headerOf(headers, "Content-Encoding")}
          truncated={data.length < size}
          totalSize={size}
        />
      </div>
    </Inspector>
  );
}

function Named({ term, text, copy }: { term: string; text: string; copy: string }) {
  return (
    <Definition term={term}>
      <span className="inline-flex max-w-full items-start gap-1">
        <bdi className="mono min-w-0 break-all">
          <Parts parts={visibleText(text)} />
        </bdi>
        <CopyButton text={text} label={copy} />
      </span>
    </Definition>
  );
}

function Header({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="mono max-w-[170px] break-words text-fg-2">
        <Parts parts={visibleText(name, { tabs: true })} />
      </dt>
      <dd className="min-w-0">
        <bdi className="mono break-all">
          {value === "" ? (
            <span className="text-fg-3">empty</span>
          ) : (
            <Parts parts={visibleText(value, { tabs: true })} />
          )}
        </bdi>
      </dd>
    </>
  );
}
