import { CircleCheck, Inbox } from "lucide-react";
import type { ReactNode } from "react";
import type { ConsumerList } from "@/api/types";
import { plural } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { Kbd } from "@/shared/ui/kbd";
import { NothingFound } from "@/shared/ui/nothing-found";
import { StateBlock } from "@/shared/ui/state-block";
import type { ConsumersSearch } from "../lib/list-search";

interface Props {
  list: ConsumerList;
  search: ConsumersSearch;
  onSearch: (next: Partial<ConsumersSearch>) => void;
  stream: string | undefined;
  create: ReactNode | undefined;
}

const none: Partial<ConsumersSearch> = { q: undefined, verdict: undefined, kind: undefined, stream: undefined };

/** In place of rows: there are no consumers, or none that is meant by the filters. */
export function NoConsumers({ list, search, onSearch, stream, create }: Props) {
  const { q, verdict, kind } = search;
  const clear = () => onSearch(none);
  const searched = `${plural(list.consumers_total, "consumer")}${
    stream === undefined
      ? ` of ${plural(list.streams_total, "stream")} were searched, by name and stream`
      : " were searched, by name"
  }.`;
  if (q) return <NothingFound query={q} searched={searched} onClear={clear} />;
  if (list.consumers_total > 0 && (verdict || kind || search.stream)) {
    return (
      <StateBlock
        icon={CircleCheck}
        title={verdict ? verdictTitles[verdict] : "No consumer is like that"}
        actions={
          <Button onClick={clear}>
            Clear filter <Kbd>Esc</Kbd>
          </Button>
        }
      >
        {searched}
      </StateBlock>
    );
  }
  return (
    <EmptyState
      icon={Inbox}
      title={stream === undefined ? "No consumers in this account yet" : "Nobody reads this stream yet"}
      action={create}
    >
      A consumer remembers how far somebody has read a stream, and what has to be sent again.
    </EmptyState>
  );
}

const verdictTitles = {
  stuck: "No consumer is stuck",
  at_risk: "No consumer is at risk",
  paused: "No consumer is paused",
  fine: "No consumer is fine",
};
