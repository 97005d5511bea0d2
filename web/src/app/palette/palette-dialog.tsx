import { Dialog } from "@base-ui/react/dialog";
import { Command as Cmdk } from "cmdk";
import { Search } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { capsOf, isApple } from "@/commands/keys";
import { type Command, groups, keysOf, useAllCommands } from "@/commands/registry";
import { cx } from "@/shared/lib/cx";
import { floatLook, scrimLook } from "@/shared/ui/float";
import { Kbd } from "@/shared/ui/kbd";
import { Highlighted } from "./highlighted";
import { score } from "./score";
import { useFound } from "./use-found";

interface Props {
  /** Takes what was typed before the field was there. */
  typedAhead: () => string;
  onClose: () => void;
}

/** What a finder found is worth at least so much: more than initials, less than a word in the title. */
const foundScore = 0.4;

/** Every page, stream, connection and command, found by a few letters. */
export function PaletteDialog({ typedAhead, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const commandsOnly = typed.startsWith(">");
  const query = (commandsOnly ? typed.slice(1) : typed).trim();
  const found = useFound(commandsOnly ? "" : query);
  const commands = [...found.commands, ...useAllCommands()].filter(
    (command) => !command.hidden && !(commandsOnly && command.group === "Go to"),
  );
  const fits = new Set(found.query === query ? found.commands.map(({ id }) => id) : []);
  const run = (command: Command) => {
    if (command.disabled !== undefined) return;
    onClose();
    command.run();
  };
  const openBeside = (event: KeyboardEvent, id: string) => {
    const href = commands.find((command) => command.id === id)?.href;
    if (!href) return;
    event.preventDefault();
    onClose();
    window.open(href, "_blank", "noopener");
  };
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimLook} />
        <Dialog.Popup
          aria-label="Go to or run"
          initialFocus={input}
          className={cx(
            floatLook,
            "fixed top-[92px] left-1/2 z-30 w-[640px] max-w-[calc(100vw-24px)] -translate-x-1/2 overflow-hidden max-sm:top-3",
          )}
        >
          <Cmdk
            label="Go to or run"
            value={chosen}
            onValueChange={setChosen}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (isApple ? event.metaKey : event.ctrlKey)) openBeside(event, chosen);
            }}
            loop
            // What was found for these words fits, if only by something that is not shown.
            filter={(value, _search, words) => Math.max(score(query, words ?? []), fits.has(value) ? foundScore : 0)}
          >
            <div className="flex h-12 items-center gap-3 border-line border-b px-4">
              <Search aria-hidden size={16} strokeWidth={1.75} className="text-fg-3" />
              <Cmdk.Input
                ref={input}
                value={typed}
                onValueChange={setTyped}
                onFocus={() => setTyped((now) => now + typedAhead())}
                placeholder="Go to or run"
                className="min-w-0 flex-1 bg-transparent text-title outline-none"
              />
            </div>
            <Cmdk.List className="max-h-[min(480px,60vh)] overflow-y-auto px-1.5 pt-1.5 pb-2">
              <Cmdk.Empty className="px-2.5 py-3 text-fg-2">
                Nothing is called <span className="mono">{query}</span>.
              </Cmdk.Empty>
              {groups.map((group) => (
                <Group key={group} name={group} query={query} commands={commands} onRun={run} />
              ))}
            </Cmdk.List>
          </Cmdk>
          <Foot />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface GroupProps {
  name: string;
  query: string;
  commands: readonly Command[];
  onRun: (command: Command) => void;
}

function Group({ name, query, commands, onRun }: GroupProps) {
  const own = commands.filter((command) => command.group === name);
  if (own.length === 0) return null;
  return (
    <Cmdk.Group
      heading={name}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-fg-3 [&_[cmdk-group-heading]]:text-micro"
    >
      {own.map((command) => (
        <Item key={command.id} command={command} query={query} onRun={onRun} />
      ))}
    </Cmdk.Group>
  );
}

function Item({ command, query, onRun }: { command: Command; query: string; onRun: (command: Command) => void }) {
  const { id, title, words, typed, note, icon: Icon, disabled } = command;
  return (
    <Cmdk.Item
      value={id}
      keywords={words ? [title, words] : [title]}
      disabled={disabled !== undefined}
      onSelect={() => onRun(command)}
      className="group flex h-8 items-center gap-2.5 rounded-2 px-2.5 text-fg-2 data-[disabled=true]:text-fg-disabled data-[selected=true]:bg-accent-tint data-[selected=true]:text-fg max-sm:h-11"
    >
      {Icon ? (
        <Icon aria-hidden size={15} strokeWidth={1.75} className="text-fg-3 group-data-[selected=true]:text-accent" />
      ) : (
        <span className="w-[15px]" />
      )}
      <bdi className={cx("truncate-line", typed && "mono")}>
        <Highlighted text={title} query={query} />
      </bdi>
      {note ? <span className="truncate-line text-fg-3 text-small"> {note}</span> : null}
      {disabled ? <span className="truncate-line text-small">{disabled}</span> : null}
      <span className="flex-1" />
      <span className="flex gap-1.5 max-sm:hidden">
        {keysOf(command)
          .slice(0, 1)
          .flatMap(capsOf)
          .map((cap) => (
            <Kbd key={cap}>{cap}</Kbd>
          ))}
      </span>
    </Cmdk.Item>
  );
}

function Foot() {
  return (
    <div className="flex h-9 items-center gap-3.5 border-line border-t bg-sub px-4 text-fg-3 text-small max-sm:hidden">
      <span className="flex items-center gap-1">
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
      </span>
      <span className="flex items-center gap-1">
        <Kbd>↵</Kbd> go or run
      </span>
      <span className="flex items-center gap-1">
        <Kbd>{isApple ? "⌘↵" : "Ctrl ↵"}</Kbd> in a new tab
      </span>
      <span className="flex items-center gap-1">
        <Kbd>Esc</Kbd> close
      </span>
      <span className="flex-1" />
      <span className="flex items-center gap-1">
        Type <Kbd>{">"}</Kbd> for commands only
      </span>
    </div>
  );
}
