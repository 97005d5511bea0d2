import { ScanEye } from "lucide-react";
import { problemText } from "@/api/problem-text";
import type { ConsumerPreview } from "@/api/types";
import type { JsonObject } from "@/shared/document/json";
import { cx } from "@/shared/lib/cx";
import { formatCount } from "@/shared/lib/format";
import { formatExact, formatMoment } from "@/shared/lib/time";
import { useSettled } from "@/shared/lib/use-settled";
import { Definition, Definitions } from "@/shared/ui/definitions";
import { Subject } from "@/shared/ui/subject";
import { usePreview } from "../api/preview";
import { consumerProblems } from "../lib/check";
import { selectionOf } from "../lib/selection";

interface Props {
  stream: string;
  value: JsonObject;
  /** One sentence over the form, where there is no room beside it. */
  short?: boolean;
}

/** What a consumer would get, as it is typed. */
export function PreviewPanel({ stream, value, short = false }: Props) {
  const Heading = short ? "h2" : "h3";
  const wrong = consumerProblems(value).some(({ path }) => selecting.has(String(path[0])));
  const selection = useSettled(selectionOf(value));
  const { data, error, isPlaceholderData, fetchStatus } = usePreview(stream, wrong ? undefined : selection);
  return (
    <section
      aria-label="What it would get"
      aria-busy={fetchStatus === "fetching" || undefined}
      className={cx("shrink-0 border-line border-b bg-sub px-4 py-3", short && "xl:hidden")}
    >
      <Heading className="mb-1.5 flex items-center gap-2 font-semibold text-small">
        <ScanEye aria-hidden size={14} strokeWidth={1.75} className="text-fg-3" />
        What it would get
      </Heading>
      {wrong ? (
        <p className="text-fg-3 text-small">Filter and start do not fit together yet.</p>
      ) : error ? (
        <p className="text-fg-2 text-small">{problemText("", error).detail}</p>
      ) : data ? (
        <div className={isPlaceholderData ? "stale" : undefined}>
          <Found preview={data} short={short} />
        </div>
      ) : (
        <p className="text-fg-3 text-small">Looking.</p>
      )}
    </section>
  );
}

/** The fields that it comes from. */
const selecting = new Set(["filter_subject", "filter_subjects", "opt_start_seq", "opt_start_time"]);

function Found({ preview, short }: { preview: ConsumerPreview; short: boolean }) {
  const { sentence, exact, messages, subjects, first, last } = preview;
  const words = <p role="status">{sentence}</p>;
  if (short) return words;
  return (
    <>
      {words}
      <div className="mt-2">
        <Definitions narrow>
          <Definition term="Messages">
            {exact ? null : <span className="text-fg-3">at most </span>}
            {formatCount(messages)}
          </Definition>
          {subjects === undefined ? null : <Definition term="Subjects">{formatCount(subjects)}</Definition>}
          {first ? (
            <Definition term="First">
              <End {...first} />
            </Definition>
          ) : null}
          {last ? (
            <Definition term="Last">
              <End {...last} />
            </Definition>
          ) : null}
        </Definitions>
        <p className="mt-2 text-fg-3 text-small">Of what is in the stream now. No consumer is made for it.</p>
      </div>
    </>
  );
}

function End({ seq, subject, time }: NonNullable<ConsumerPreview["first"]>) {
  const at = new Date(time);
  return (
    <>
      {formatCount(seq)}{" "}
      <time dateTime={time} title={formatExact(at)} className="text-fg-3">
        {formatMoment(at, new Date())}
      </time>
      <span className="block">
        <Subject name={subject} />
      </span>
    </>
  );
}
