import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { capsOf } from "@/commands/keys";
import { type Command, groups, keysOf, useAllCommands } from "@/commands/registry";
import { singleKeys } from "@/commands/use-shortcuts";
import { cx } from "@/shared/lib/cx";
import { Check } from "@/shared/ui/check";
import { floatLook, scrimLook } from "@/shared/ui/float";
import { IconButton } from "@/shared/ui/icon-button";
import { Kbd } from "@/shared/ui/kbd";
import { ScrollRegion } from "@/shared/ui/scroll-region";

/** All keys that do something here, from the same registry that makes them do it. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands().filter((command) => keysOf(command).length > 0);
  const on = singleKeys.use() === "on";
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Backdrop className={scrimLook} />
        <Dialog.Popup
          className={cx(
            floatLook,
            "fixed top-[10vh] left-1/2 z-30 flex max-h-[80vh] w-[640px] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col overflow-hidden",
          )}
        >
          <div className="flex h-12 shrink-0 items-center gap-2 border-line border-b pr-2 pl-4">
            <Dialog.Title className="font-semibold text-title">Keyboard shortcuts</Dialog.Title>
            <span className="flex-1" />
            <Dialog.Close render={<IconButton icon={X} label="Close" />} />
          </div>
          <ScrollRegion label="Shortcuts" className="columns-2 gap-0 py-2 max-sm:columns-1">
            {groups.map((group) => (
              <Group key={group} name={group} commands={commands.filter((command) => command.group === group)} />
            ))}
          </ScrollRegion>
          <div className="shrink-0 border-line border-t bg-sub px-4 py-2.5">
            <Check
              label="Single-key shortcuts"
              explain="j, g s, ? and the like"
              checked={on}
              onChange={(next) => singleKeys.set(next ? "on" : "off")}
            />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ name, commands }: { name: string; commands: readonly Command[] }) {
  if (commands.length === 0) return null;
  return (
    <section className="break-inside-avoid px-4 py-2">
      <h3 className="mb-1 font-medium text-fg-3 text-micro">{name}</h3>
      <dl>
        {commands.map((command) => (
          <div key={command.id} className="flex min-h-7 items-center gap-3">
            <dt className={cx("min-w-0 flex-1", command.disabled === undefined ? "" : "text-fg-disabled")}>
              {command.title}
            </dt>
            <dd className="flex shrink-0 items-center gap-1.5">
              {keysOf(command).map((keys, index) => (
                <span key={keys} className="flex items-center gap-1">
                  {index > 0 ? <span className="text-fg-3 text-small">or</span> : null}
                  {capsOf(keys).map((cap) => (
                    <Kbd key={cap}>{cap}</Kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
