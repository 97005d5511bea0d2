import { Download } from "lucide-react";
import { useState } from "react";
import { useConnection } from "@/connection/context";
import { useCli } from "@/connection/use-cli";
import { formatCount, plural } from "@/shared/lib/format";
import { ActionButton } from "@/shared/ui/action-button";
import { buttonLook } from "@/shared/ui/button";
import { Check } from "@/shared/ui/check";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { Segmented } from "@/shared/ui/segmented";
import { Subject } from "@/shared/ui/subject";
import { dumpFlags } from "../lib/cli";
import { expected, exportQuery, type Range, type Wish, wishProblems } from "../lib/export";
import { exportHref } from "../lib/links";
import type { From, Question } from "../lib/question";
import type { Traits } from "../lib/traits";
import { placesWords } from "../lib/words";
import { ExportRange } from "./export-range";

interface Props {
  stream: string;
  question: Question;
  counts: { messages: number; matched: number | undefined };
  /** The message at the top of what is seen. */
  top: number | undefined;
  traits: Traits | undefined;
  onOpenChange: (open: boolean) => void;
}

/** Messages as a file: which, how many that will be, and a link that the browser saves as it comes. */
export function ExportDialog({ stream, question, counts, top, traits, onOpenChange }: Props) {
  const { id } = useConnection();
  const [wish, setWish] = useState<Wish>({ range: { kind: "all" }, filtered: true, limit: "" });
  const problems = wishProblems(wish);
  const wrong = Object.values(problems)[0];
  const { most, exact } = expected(wish, question, counts);
  const { subject, search } = question;
  const label = exact && most !== undefined ? `Save ${plural(most, "message")}` : "Save the messages";
  return (
    <FormDialog
      open
      onOpenChange={onOpenChange}
      title="Export messages"
      actions={
        <>
          <ExportCli stream={stream} question={question} wish={wish} traits={traits} />
          <span className="flex-1" />
          {wrong ? (
            <ActionButton look="ink" size="form" locked={wrong}>
              {label}
            </ActionButton>
          ) : (
            <a
              href={exportHref({ connection: id, stream }, exportQuery(wish, question))}
              download=""
              className={buttonLook("ink", "form")}
              onClick={() => onOpenChange(false)}
            >
              <Download aria-hidden size={13} strokeWidth={2} />
              {label}
            </a>
          )}
        </>
      }
    >
      <p className="text-fg-2">
        One line of JSON for each message, whole, the oldest first (NDJSON). The last line says how many they were, and
        whether that is all.
      </p>
      <Segmented
        label="Which"
        value={wish.range.kind}
        onChange={(kind) => setWish({ ...wish, range: rangeOf(kind, top) })}
        options={[
          { value: "all", label: "All" },
          ...(top === undefined ? [] : [{ value: "from" as const, label: `From ${formatCount(top)} on` }]),
          { value: "between", label: "Between" },
        ]}
      />
      {wish.range.kind === "between" ? (
        <ExportRange range={wish.range} problems={problems} onChange={(range) => setWish({ ...wish, range })} />
      ) : null}
      {subject !== "" || search.text !== "" ? (
        <Check
          label="Only what the page is filtered by"
          checked={wish.filtered}
          onChange={(filtered) => setWish({ ...wish, filtered })}
          explain={
            <>
              {subject === "" ? null : <Subject name={subject} />}
              {search.text === "" ? null : ` “${search.text}” in ${placesWords(search.places)}`}
            </>
          }
        />
      ) : null}
      <Field label="At most" aside="optional" error={problems.limit}>
        <TextInput
          inputMode="numeric"
          placeholder="all of them"
          value={wish.limit}
          onChange={(event) => setWish({ ...wish, limit: event.target.value })}
        />
      </Field>
      <p role="status" className="text-fg-2">
        {most === undefined
          ? "How many they are is not known beforehand."
          : exact
            ? `That is ${plural(most, "message")}, as of the last reading.`
            : `That is at most ${plural(most, "message")}; how many exactly, the last line says.`}
      </p>
    </FormDialog>
  );
}

function rangeOf(kind: Range["kind"], top: number | undefined): Range {
  if (kind === "from" && top !== undefined) return { kind, sequence: top };
  return kind === "between" ? { kind, first: top === undefined ? "" : String(top), last: "" } : { kind: "all" };
}

type CliProps = Pick<Props, "stream" | "question" | "traits"> & { wish: Wish };

/** The CLI reads through a consumer, which a work queue does not take: there is no command for that. */
function ExportCli({ stream, question, wish, traits }: CliProps) {
  const cli = useCli();
  if (traits && traits.retention !== "limits") return null;
  const from: From =
    wish.range.kind === "from" ? { kind: "sequence", sequence: wish.range.sequence } : { kind: "first" };
  const subject = wish.filtered && question.subject !== "" ? [question.subject] : [];
  return (
    <CopyAsCli
      note={cli.note}
      align="start"
      commands={[
        {
          title: "Print the messages",
          command: cli.named(["subscribe", ...dumpFlags(stream, { from })], subject),
        },
      ]}
    />
  );
}
