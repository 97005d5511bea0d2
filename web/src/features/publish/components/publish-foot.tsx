import { CircleStop, Send } from "lucide-react";
import type { ReactNode } from "react";
import { isApple } from "@/commands/keys";
import { useCli } from "@/connection/use-cli";
import { plural } from "@/shared/lib/format";
import { ActionButton } from "@/shared/ui/action-button";
import { Button } from "@/shared/ui/button";
import { CopyAsCli } from "@/shared/ui/copy-as-cli";
import { Kbd } from "@/shared/ui/kbd";
import { publishCommand } from "../lib/cli";
import { countOf, type Draft } from "../lib/draft";
import type { PublishView } from "./publish-page";
import { SaveTemplate } from "./save-template";

interface Props {
  draft: Draft;
  view: PublishView;
  /** Of the file. */
  count: number | undefined;
  /** Why nothing can be sent. */
  locked: string | undefined;
  going: boolean;
  outcome: ReactNode;
  onSend: () => void;
  onStop: () => void;
}

/** The keys that press the button. */
const sendCaps = isApple ? ["⌘", "↵"] : ["Ctrl", "↵"];

/** What came of the last one, and the button that sends. */
export function PublishFoot({ draft, view, count, locked, going, outcome, onSend, onStop }: Props) {
  const cli = useCli();
  const command = view === "message" ? publishCommand(cli, draft) : undefined;
  const many = view === "file" ? (count ?? 0) : countOf(draft);
  return (
    <div className="flex max-h-[50%] shrink-0 flex-col overflow-y-auto border-line border-t">
      {outcome ? <div className="max-w-[760px] px-4 pt-3">{outcome}</div> : null}
      <div className="flex min-h-[52px] flex-wrap items-center gap-2 px-4 py-2.5">
        {going ? (
          <Button look="ink" size="form" icon={CircleStop} onClick={onStop}>
            Stop
          </Button>
        ) : (
          <ActionButton look="ink" size="form" icon={Send} locked={locked} onClick={onSend}>
            {many > 1 ? `Publish ${plural(many, "message")}` : "Publish"}
          </ActionButton>
        )}
        <span className="inline-flex items-center gap-1 text-fg-3 text-small max-sm:hidden">
          {sendCaps.map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
        </span>
        <span className="ml-auto flex items-center gap-2">
          {view === "message" ? <SaveTemplate draft={draft} /> : null}
          {command ? <CopyAsCli note={cli.note} commands={[{ title: "Publish the same", command }]} /> : null}
        </span>
      </div>
    </div>
  );
}
