import { type RefObject, useRef, useState } from "react";
import { useCli } from "@/connection/use-cli";
import { plural } from "@/shared/lib/format";
import { formatExact, formatMoment, zone } from "@/shared/lib/time";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Field, TextInput } from "@/shared/ui/field";
import { Segmented } from "@/shared/ui/segmented";
import { usePause } from "../api/changes";
import { pauseCommand } from "../lib/cli";
import { nextHour, pauseFor, pauseUntil } from "../lib/pause";
import { ChangeDialog } from "./change-dialog";
import type { StepProps } from "./consumer-dialogs";

const usual = ["15m", "1h", "8h", "24h"];

/** Asks for how long, or until when, a consumer is paused. */
export function PauseDialog({ detail, onClose }: StepProps) {
  const { stream_name: stream, name, num_pending } = detail;
  const pause = usePause({ stream, name });
  const cli = useCli();
  const [now] = useState(() => Date.now());
  const [by, setBy] = useState<"for" | "until">("for");
  const [span, setSpan] = useState("1h");
  const [moment, setMoment] = useState(() => nextHour(now));
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const read = by === "for" ? pauseFor(span, now) : pauseUntil(moment, now);
  const submit = () => {
    setTried(true);
    if (read.pause) pause.mutate(read.pause, { onSuccess: onClose });
  };
  const error = tried ? read.problem : undefined;
  return (
    <ChangeDialog
      title={`Pause ${name}`}
      action="Pause"
      what="The pause"
      name={name}
      busy={pause.isPending}
      error={pause.error}
      onSubmit={submit}
      onClose={onClose}
      initialFocus={field as RefObject<HTMLElement | null>}
      cli={
        read.until ? (
          <CopyAsCli
            label="CLI"
            align="start"
            note={cli.note}
            commands={[
              {
                title: "Pause this consumer",
                command: pauseCommand(cli, { stream, name }, cliTime(read.until)),
              },
            ]}
          />
        ) : null
      }
    >
      <p>
        It delivers nothing until then. What is in flight can still be acknowledged
        {num_pending > 0 ? `; ${plural(num_pending, "unread message waits", "unread messages wait")}` : ""}.
      </p>
      <Segmented
        label="How long"
        value={by}
        onChange={setBy}
        options={[
          { value: "for", label: "For a while" },
          { value: "until", label: "Until a time" },
        ]}
      />
      {by === "for" ? (
        <>
          <Field label="For" error={error} hint="30m, 1h 30m or 2d">
            <TextInput ref={field} mono value={span} onChange={(event) => setSpan(event.target.value)} />
          </Field>
          <div className="flex gap-1.5">
            {usual.map((one) => (
              <Button key={one} size="sm" onClick={() => setSpan(one)}>
                {one}
              </Button>
            ))}
          </div>
        </>
      ) : (
        <Field label={`Until, ${zone(new Date(now))}`} error={error}>
          <TextInput
            ref={field}
            type="datetime-local"
            value={moment}
            onChange={(event) => setMoment(event.target.value)}
          />
        </Field>
      )}
      <p className="min-h-5 text-fg-2">
        {read.until ? (
          <>
            Ends <time title={formatExact(read.until)}>{formatMoment(read.until, new Date(now))}</time>, or when
            somebody resumes it.
          </>
        ) : null}
      </p>
    </ChangeDialog>
  );
}

/** The CLI takes the time of its computer, to the second, unless it is told a zone. */
const cliTime = (at: Date) => at.toISOString().replace(/\.\d+Z$/, "Z");
