import { useState } from "react";
import { hasCode } from "@/api/errors";
import type { Reading } from "@/connection/use-reading";
import type { JsonObject } from "@/shared/document/json";
import { documentOf, useDocument } from "@/shared/document/use-document";
import type { StreamDocument } from "../api/document";
import { useUpdateStream } from "../api/save";
import { consequences } from "./consequences";
import { refusalOf } from "./refused";

/** A stream that is being changed: its document, what saving it does, and what somebody else did to it meanwhile. */
export function useStreamEdit(initial: StreamDocument, reading: Reading<StreamDocument>) {
  const { name } = initial;
  const document = useDocument({ base: initial.config });
  const update = useUpdateStream(name);
  const [revision, setRevision] = useState(initial.revision);
  const [tried, setTried] = useState<JsonObject>();
  const [comparing, setComparing] = useState(false);
  const { value, base, text } = document;

  const newer = reading.data && reading.data.revision !== revision && !update.isPending ? reading.data : undefined;
  const theirs = comparing && newer ? documentOf(newer.config).value : undefined;
  const changed = hasCode(update.error, "stream_changed");
  const state = reading.data?.state ?? initial.state;
  const save = (onSaved: () => void) => {
    setTried(value);
    update.mutate(
      { config: text, revision },
      {
        onSuccess: onSaved,
        onError: (error) => {
          if (!hasCode(error, "stream_changed")) return;
          setComparing(true);
          reading.refresh();
        },
      },
    );
  };
  const goOn = (from: StreamDocument, merged: string) => {
    document.restart(from.config, merged);
    setRevision(from.revision);
    setComparing(false);
    update.reset();
  };
  return {
    document,
    update,
    save,
    /** What is there now, when that is no longer what this began with. */
    newer,
    /** The same, once the two are to be compared. */
    theirs,
    compare: () => setComparing(true),
    goOn,
    effects: consequences({ before: base, after: value, state, now: new Date() }),
    refusal: changed ? undefined : refusalOf(`${name} was not changed`, update.error, tried),
  };
}
