import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { hasCode } from "@/api/errors";
import type { JsonObject } from "@/shared/document/json";
import { documentOf, useDocument } from "@/shared/document/use-document";
import { refusalOf } from "./refused";
import type { Reading } from "./use-reading";

/** A configuration as the text that it is, and the name of this state of it. */
interface Versioned {
  config: string;
  revision: string;
}

interface Options<D extends Versioned> {
  /** As it was when this began. */
  initial: D;
  /** The same, read again and again. */
  reading: Reading<D>;
  update: UseMutationResult<unknown, Error, Versioned>;
  /** The code of the refusal of a document that is no longer the one that it was made from. */
  changedCode: string;
  /** "ORDERS was not changed" */
  refused: string;
}

/** A configuration that is being changed: its document, and what somebody else did to it meanwhile. */
export function useDocumentEdit<D extends Versioned>(options: Options<D>) {
  const { initial, reading, update, changedCode, refused } = options;
  const document = useDocument({ base: initial.config });
  const [revision, setRevision] = useState(initial.revision);
  const [tried, setTried] = useState<JsonObject>();
  const [comparing, setComparing] = useState(false);
  const { value, text } = document;

  const newer = reading.data && reading.data.revision !== revision && !update.isPending ? reading.data : undefined;
  const theirs = comparing && newer ? documentOf(newer.config).value : undefined;
  const save = (onSaved: () => void) => {
    setTried(value);
    update.mutate(
      { config: text, revision },
      {
        onSuccess: onSaved,
        onError: (error) => {
          if (!hasCode(error, changedCode)) return;
          setComparing(true);
          reading.refresh();
        },
      },
    );
  };
  const goOn = (from: Versioned, merged: string) => {
    document.restart(from.config, merged);
    setRevision(from.revision);
    setComparing(false);
    update.reset();
  };
  return {
    document,
    save,
    /** What is there now, when that is no longer what this began with. */
    newer,
    /** The same, once the two are to be compared. */
    theirs,
    compare: () => setComparing(true),
    goOn,
    refusal: hasCode(update.error, changedCode) ? undefined : refusalOf(refused, update.error, tried),
  };
}
