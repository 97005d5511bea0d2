import { useState } from "react";
import { formatCount, plural } from "@/shared/lib/format";
import { useSettled } from "@/shared/lib/use-settled";
import { Field, TextInput } from "@/shared/ui/field";
import { Segmented } from "@/shared/ui/segmented";
import { toast } from "@/shared/ui/toast";
import { useEffects } from "../api/effects";
import { usePurge } from "../api/steps";
import { purgeHits } from "../lib/hits";
import { checkPurge, type PurgeForm, type PurgeScope, purgeFlags, scopeOf, wholePurge } from "../lib/purge";
import { StepDialog, type StepProps } from "./step-dialog";

interface Props extends StepProps {
  /** What somebody was looking at when they asked. */
  subject?: string | undefined;
}

/** Deletes messages: all of them, of a subject, up to a sequence, or all but the newest. */
export function PurgeDialog({ stream, onOpenChange, onDone, subject = "", ...rest }: Props) {
  const [form, setForm] = useState<PurgeForm>({ ...wholePurge, subject });
  const problems = checkPurge(form);
  const said = Object.keys(problems).length === 0 ? JSON.stringify(scopeOf(form)) : undefined;
  const settled = useSettled(said ?? "");
  const scope: PurgeScope | undefined = settled === "" ? undefined : JSON.parse(settled);
  const effects = useEffects(stream, scope && { of: "purge", ...scope });
  const purge = usePurge(stream);
  const confirm = () => {
    if (!scope) return;
    purge.mutate(scope, {
      onSuccess: ({ purged }) => {
        toast({ title: `${plural(purged, "message")} of ${stream} ${purged === 1 ? "is" : "are"} purged` });
        onOpenChange(false);
        onDone?.();
      },
    });
  };
  return (
    <StepDialog
      {...rest}
      stream={stream}
      onOpenChange={onOpenChange}
      verb="Purge"
      unknown="The purge may have happened"
      refused="was not purged"
      effects={said === settled ? effects : { ...effects, data: undefined, error: null }}
      hits={(known) => purgeHits(known, scope ?? {})}
      unasked={said === undefined ? "Say first which messages." : undefined}
      action={(known) => (known ? `Purge ${about(known.messages_exact)}${amount(known.messages)}` : "Purge")}
      mutation={purge}
      onConfirm={confirm}
      command={["stream", "purge", ...purgeFlags(scope ?? {})]}
    >
      <ScopeFields form={form} problems={problems} busy={purge.isPending} onChange={setForm} />
    </StepDialog>
  );
}

const about = (exact: boolean) => (exact ? "" : "about ");
const amount = (messages: number) => (messages === 1 ? "1 message" : `${formatCount(messages)} messages`);

interface ScopeProps {
  form: PurgeForm;
  problems: ReturnType<typeof checkPurge>;
  busy: boolean;
  onChange: (form: PurgeForm) => void;
}

function ScopeFields({ form, problems, busy, onChange }: ScopeProps) {
  const { kind, subject, upTo, keep } = form;
  return (
    <div className="flex flex-col gap-3">
      <Segmented
        label="Which messages"
        value={kind}
        onChange={(next) => onChange({ ...form, kind: next })}
        options={[
          { value: "all", label: "All" },
          { value: "up_to", label: "Before a sequence" },
          { value: "keep", label: "All but the newest" },
        ]}
      />
      {kind === "up_to" ? (
        <Field
          label="Before sequence"
          error={upTo === "" ? undefined : problems.upTo}
          hint="Messages with a lower sequence go; this one is the first that stays."
        >
          <TextInput
            inputMode="numeric"
            value={upTo}
            readOnly={busy}
            onChange={(event) => onChange({ ...form, upTo: event.target.value })}
          />
        </Field>
      ) : null}
      {kind === "keep" ? (
        <Field
          label="How many stay"
          error={keep === "" ? undefined : problems.keep}
          hint={subject === "" ? "The newest ones." : "The newest ones, of all that match the subject together."}
        >
          <TextInput
            inputMode="numeric"
            value={keep}
            readOnly={busy}
            onChange={(event) => onChange({ ...form, keep: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label="Only of subject" aside="optional" error={problems.subject}>
        <TextInput
          mono
          placeholder=">"
          value={subject}
          readOnly={busy}
          onChange={(event) => onChange({ ...form, subject: event.target.value })}
        />
      </Field>
    </div>
  );
}
