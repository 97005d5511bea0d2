import { Activity } from "lucide-react";
import { useMemo, useState } from "react";
import type { LiveMessage } from "@/live/record";
import type { Tail } from "@/live/tail";
import { useTail } from "@/live/use-live";
import { EmptyState } from "@/shared/ui/empty-state";
import { NothingFound } from "@/shared/ui/nothing-found";
import { useSuggestions } from "../api/suggestions";
import { Found, filterOf } from "../lib/filter";
import { keptIn } from "../lib/kept-in";
import { wantedWords } from "../lib/words";
import { SubjectTree } from "./subject-tree";
import { TailFigures } from "./tail-figures";
import { TailNotice } from "./tail-notice";
import { TailRows } from "./tail-rows";
import { TailToolbar } from "./tail-toolbar";

interface Props {
  tail: Tail;
  open: number | undefined;
  onOpen: (row: number | undefined, message?: LiveMessage) => void;
}

/** One tail: its figures, the subjects in it, and the messages as they come. */
export function TailView({ tail, open, onOpen }: Props) {
  useTail(tail);
  const [filter, setFilter] = useState("");
  const { streams } = useSuggestions();
  const { matches, error } = useMemo(() => filterOf(filter), [filter]);
  const found = useMemo(() => (matches ? new Found(tail.tape, matches) : undefined), [tail, matches]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <TailToolbar tail={tail} filter={filter} onFilter={setFilter} problem={error} found={found} />
      <TailFigures tail={tail} />
      <TailNotice tail={tail} />
      <div className="flex min-h-0 flex-1">
        <SubjectTree tail={tail} crowded={open !== undefined} onSubject={setFilter} />
        <TailRows
          tail={tail}
          found={found}
          keptIn={keptIn(streams, tail.wanted)}
          open={open}
          onOpen={onOpen}
          empty={
            found ? (
              <NothingFound
                query={filter}
                searched="The messages that are kept were searched, in subject, headers and payload; new ones are as they come."
                onClear={() => setFilter("")}
              />
            ) : (
              <EmptyState icon={Activity} title={emptyTitle(tail)}>
                Following {wantedWords(tail.wanted)}. Messages stand here as soon as they are published.
              </EmptyState>
            )
          }
        />
      </div>
    </div>
  );
}

function emptyTitle({ state, paused }: Tail): string {
  if (state.is === "opening") return "Beginning to follow";
  return paused ? "Paused" : "Nothing has come yet";
}
