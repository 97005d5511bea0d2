import { Dialog } from "@base-ui/react/dialog";
import { type FormEvent, useId, useState } from "react";
import { hasCode, isOutcomeUnknown } from "@/api/errors";
import { problemText } from "@/api/problem-text";
import type { BucketEntry } from "@/api/types";
import { useConnection } from "@/connection/context";
import { base64Size, PayloadField } from "@/shared/compose/payload-field";
import { formatCount } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Field, TextInput } from "@/shared/ui/field";
import { FormDialog } from "@/shared/ui/form-dialog";
import { ProblemView } from "@/shared/ui/problem";
import { toast } from "@/shared/ui/toast";
import { usePutKey } from "../api/changes";
import { readEntry } from "../api/entry";
import { KeyConflict } from "./key-conflict";

interface Props {
  bucket: string;
  /** What is edited; without it a key is made that must not exist. */
  entry?: BucketEntry;
  onClose: () => void;
  /** The key that was made. */
  onMade?: (key: string) => void;
}

/**
 * Writes a value. It says from which revision it was made, so that what somebody else wrote meanwhile is never replaced
 * unseen: then both are shown, and the person decides.
 */
export function KeyEditor({ bucket, entry, onClose, onMade }: Props) {
  const { id } = useConnection();
  const form = useId();
  const put = usePutKey();
  const [key, setKey] = useState(entry?.key ?? "");
  const [data, setData] = useState(entry?.data ?? "");
  const [encoding, setEncoding] = useState(entry?.encoding ?? "utf8");
  const [ttl, setTtl] = useState("");
  const [revision] = useState(entry?.revision ?? 0);
  // What both sides began with; after a merge, what was merged with.
  const [base, setBase] = useState(entry);
  const [stored, setStored] = useState<BucketEntry>();
  const [unread, setUnread] = useState<unknown>();
  const invalid = key === "" || (encoding === "base64" && base64Size(data) === undefined);
  const save = (from: number) => {
    setUnread(undefined);
    put.mutate(
      { bucket, key, value: { data, encoding }, revision: from, ...(ttl ? { ttl } : {}) },
      {
        onSuccess: ({ revision: now }) => {
          toast({ title: `${key} is saved in revision ${formatCount(now)}` });
          onMade?.(key);
          onClose();
        },
        onError: (error) => {
          if (!hasCode(error, "revision_changed", "key_exists")) return;
          const call = { signal: new AbortController().signal, headers: {}, connection: id };
          readEntry(call, bucket, key).then(setStored, setUnread);
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!invalid && !put.isPending && !stored) save(revision);
  };
  const failed = put.isPending ? null : put.error;
  const unknown = failed !== null && isOutcomeUnknown(failed);
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open && !put.isPending) onClose();
      }}
      wide={stored !== undefined}
      title={entry ? `Edit ${entry.key}` : `New key in ${bucket}`}
      actions={
        <EditorFoot
          form={form}
          busy={put.isPending}
          invalid={invalid}
          unknown={unknown}
          from={stored?.revision ?? revision}
          over={stored !== undefined}
          onOver={() => stored && save(stored.revision)}
        />
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-3.5">
        {entry ? null : (
          <Field label="Key" hint="Letters, digits and - / _ = . The dots make the tree.">
            <TextInput mono value={key} onChange={(event) => setKey(event.currentTarget.value)} />
          </Field>
        )}
        <PayloadField
          label="Value"
          empty="Empty, which a value may be"
          text={data}
          encoding={encoding}
          onText={setData}
          onEncoding={setEncoding}
        />
        <Field label="TTL" aside="optional" hint="Such as 90s or 24h, in buckets that allow it for a single key.">
          <TextInput mono value={ttl} onChange={(event) => setTtl(event.currentTarget.value.trim())} />
        </Field>
      </form>
      {stored ? (
        <KeyConflict
          key={stored.revision}
          base={base}
          stored={stored}
          data={data}
          encoding={encoding}
          onTake={() => {
            setData(stored.data);
            setEncoding(stored.encoding);
          }}
          onMerge={(text) => {
            setData(text);
            setBase(stored);
          }}
        />
      ) : (
        <Failure name={key} error={failed} unread={unread} />
      )}
    </FormDialog>
  );
}

interface FootProps {
  form: string;
  busy: boolean;
  invalid: boolean;
  /** It went out, and no answer came: sending it again is for who has looked. */
  unknown: boolean;
  /** The revision that must still be the last one. */
  from: number;
  /** Somebody else was first, and was seen: saving now replaces theirs. */
  over: boolean;
  onOver: () => void;
}

function EditorFoot({ form, busy, invalid, unknown, from, over, onOver }: FootProps) {
  return (
    <>
      <span className="flex-1 text-fg-3 text-small">
        {from > 0
          ? `Saved only if revision ${formatCount(from)} is still the last`
          : "Saved only if there is no such key"}
      </span>
      <Dialog.Close
        render={
          <Button look="quiet" size="form" disabled={busy}>
            {unknown ? "Close" : "Cancel"}
          </Button>
        }
      />
      {over ? (
        <Button look="destroy" size="form" busy={busy} disabled={invalid} onClick={onOver}>
          Save mine over {formatCount(from)}
        </Button>
      ) : unknown ? null : (
        <Button type="submit" form={form} look="ink" size="form" busy={busy} disabled={invalid}>
          Save
        </Button>
      )}
    </>
  );
}

/** Why it was not saved, unless somebody else was first: that is shown otherwise. */
function Failure({ name, error, unread }: { name: string; error: unknown; unread: unknown }) {
  if (!error) return null;
  if (!hasCode(error, "revision_changed", "key_exists")) {
    const title = isOutcomeUnknown(error) ? `${name} may be saved` : `${name} was not saved`;
    return <ProblemView problem={problemText(title, error)} />;
  }
  if (!unread) return null;
  return (
    <ProblemView problem={problemText(`${name} was not saved, and what is stored now could not be read`, unread)} />
  );
}
