import { Download, SlidersHorizontal } from "lucide-react";
import { useCommands } from "@/commands/registry";
import { useGrid } from "@/shared/grid/grid-context";
import { GridToolbar } from "@/shared/grid/toolbar";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { Popover } from "@/shared/ui/popover";
import { type From, type Question, usualDirection } from "../lib/question";
import { FromSwitch } from "./from-switch";
import { SearchField } from "./search-field";
import { SubjectField } from "./subject-field";

interface Props {
  stream: string;
  question: Question;
  ends: { first: number; last: number } | undefined;
  onQuestion: (question: Question) => void;
  onExport: () => void;
}

/** One line: where to begin, which subjects, and what to look for. On a phone the rest of it is behind a button. */
export function MessageToolbar({ stream, question, ends, onQuestion, onExport }: Props) {
  const { narrow } = useGrid();
  useCommands([
    {
      id: "messages.export",
      title: "Export messages",
      words: "download save file ndjson json",
      group: "This page",
      icon: Download,
      run: onExport,
    },
  ]);
  const from = {
    from: question.from,
    ends,
    onFrom: (next: From) => onQuestion({ ...question, from: next, direction: usualDirection(next) }),
  };
  const search = {
    search: question.search,
    onSearch: (next: Question["search"]) => onQuestion({ ...question, search: next }),
  };
  const subject = (
    <SubjectField
      stream={stream}
      subject={question.subject}
      onSubject={(next) => onQuestion({ ...question, subject: next })}
    />
  );
  if (narrow) {
    return (
      <GridToolbar
        filter={subject}
        whenNarrow={
          <Popover
            label="Where to begin, and what to look for"
            align="end"
            className="w-[calc(100vw-16px)]"
            trigger={<IconButton icon={SlidersHorizontal} iconSize={18} label="Begin at, and search" />}
          >
            <div className="flex flex-col gap-3.5 p-3.5">
              <FromSwitch {...from} wide />
              <SearchField {...search} wide />
              <Button size="form" icon={Download} onClick={onExport}>
                Export messages…
              </Button>
            </div>
          </Popover>
        }
      />
    );
  }
  return (
    <GridToolbar fresh={<IconButton icon={Download} label="Export messages" onClick={onExport} />}>
      <FromSwitch {...from} />
      {subject}
      <SearchField {...search} />
    </GridToolbar>
  );
}
