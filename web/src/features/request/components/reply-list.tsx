import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import type { RequestReplies } from "@/api/types";
import { payloadBytes } from "@/payload/from-api";
import { visibleText as visibleParts } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { formatBytes, formatCount, formatLatency, quantityText } from "@/shared/lib/format";
import { PayloadViewer } from "@/shared/payload/payload-viewer";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Quantity } from "@/shared/ui/quantity";

type Reply = RequestReplies["replies"][number];

interface Props {
  title: string;
  replies: readonly Reply[];
}

/** More at once nobody reads; the rest is counted. */
const mostShown = 200;

/** The replies in the order in which they came. One is open, the others open by a press. */
export function ReplyList({ title, replies }: Props) {
  const [open, setOpen] = useState<number | undefined>(0);
  if (replies.length === 0) return null;
  return (
    <section aria-label={title} className="border-line border-t">
      <h2 className="px-4 pt-3 pb-2 font-semibold text-small">{title}</h2>
      <ol>
        {replies.slice(0, mostShown).map((reply, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what came stays where it is.
          <li key={index} className="border-line-faint border-t">
            <Row
              number={index + 1}
              reply={reply}
              open={open === index}
              onToggle={() => setOpen(open === index ? undefined : index)}
            />
            {open === index ? <Content number={index + 1} reply={reply} /> : null}
          </li>
        ))}
      </ol>
      {replies.length > mostShown ? (
        <p className="border-line border-t px-4 py-2 text-fg-3 text-small">
          And {formatCount(replies.length - mostShown)} more.
        </p>
      ) : null}
    </section>
  );
}

interface RowProps {
  number: number;
  reply: Reply;
  open: boolean;
  onToggle: () => void;
}

function Row({ number, reply: { latency_ns, size, data, encoding, error }, open, onToggle }: RowProps) {
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="flex h-9 w-full items-center gap-3 px-4 text-left -outline-offset-2 hover:bg-hover max-sm:h-11"
    >
      <ChevronRight
        aria-hidden
        size={14}
        strokeWidth={1.75}
        className={cx("shrink-0 text-fg-3", open && "rotate-90")}
      />
      <span className="w-8 shrink-0 text-fg-3">{formatCount(number)}</span>
      <span className="w-16 shrink-0 text-right font-medium">
        <Quantity of={formatLatency(latency_ns / 1e6)} />
      </span>
      <span className="w-16 shrink-0 text-right text-fg-2">{quantityText(formatBytes(size))}</span>
      {error ? (
        <span className="truncate-line text-critical">
          {visibleText([error.code, error.description].filter(Boolean).join(" "))}
        </span>
      ) : (
        <bdi className="mono truncate-line flex-1 text-fg-2">
          {encoding === "utf8" ? visibleText(data.slice(0, 200).replaceAll(/\s+/g, " ")) : "bytes"}
        </bdi>
      )}
    </button>
  );
}

function Content({ number, reply }: { number: number; reply: Reply }) {
  const { data, encoding, headers = {}, error, reply: answerTo } = reply;
  const bytes = useMemo(() => payloadBytes({ data, encoding }), [data, encoding]);
  const facts = [
    ...(error ? [["Service error", [[error.code, error.description].filter(Boolean).join(" ")]] as const] : []),
    ...(answerTo ? [["Answer to", [answerTo]] as const] : []),
    ...Object.entries(headers),
  ];
  return (
    <div className="border-line-faint border-t">
      {facts.length > 0 ? (
        <div className="px-4 py-2">
          <Definitions>
            {facts.map(([name, values]) => (
              <Definition key={name} term={name}>
                {values.map((value, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the values of a header never move.
                  <span key={index} className="mono block whitespace-pre-wrap [overflow-wrap:anywhere]">
                    <Parts parts={visibleParts(value)} />
                  </span>
                ))}
              </Definition>
            ))}
          </Definitions>
        </div>
      ) : null}
      <PayloadViewer
        data={bytes}
        label={`Payload of reply ${number}`}
        name={`reply-${number}`}
        contentType={headers["Content-Type"]?.[0]}
        contentEncoding={headers["Content-Encoding"]?.[0]}
        surface="main"
        className="h-72"
      />
    </div>
  );
}
