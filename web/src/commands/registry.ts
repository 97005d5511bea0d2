import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";

// The one registry. What it holds is what the palette offers, what the keys do and what the help lists, so that none of
// the three can say something that the others do not.

export const groups = ["Streams", "Consumers", "Go to", "This page", "Table", "Connection", "View", "Help"] as const;
type CommandGroup = (typeof groups)[number];

export interface Command {
  id: string;
  title: string;
  group: CommandGroup;
  /** "j", "g s", "mod+k": see keys.ts. Several do the same. */
  keys?: string | readonly string[];
  icon?: LucideIcon;
  /** More words to be found by. */
  words?: string;
  /** The title is a name, as NATS has it. */
  typed?: boolean;
  /** What stands behind the title, in grey. */
  note?: string;
  run: () => void;
  /** The address it goes to, so that it can be opened in another tab. */
  href?: string;
  /** Its keys work and the help lists it, but the palette does not: moving a cursor makes no sense from there. */
  hidden?: boolean;
  /** Why it cannot be done now. It stays where it is, and says so. */
  disabled?: string | undefined;
}

let commands: readonly Command[] = [];
const owners = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();

function publish() {
  // The one registered last comes first: what is on top of the page takes the key.
  const seen = new Set<string>();
  commands = [...owners.values()]
    .reverse()
    .flat()
    .filter(({ id }) => !seen.has(id) && seen.add(id));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const allCommands = (): readonly Command[] => commands;

/** Everything that can be done now. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, allCommands);
}

/**
 * Registers commands while the component is there. They may be made anew on every drawing: what runs is always the
 * latest, and the registry is told only when what people see of them changes.
 */
export function useCommands(own: readonly Command[]) {
  const owner = useRef(Symbol("commands"));
  const latest = useRef(own);
  const look = own.map(({ id, title, keys, hidden, disabled, group, words }) =>
    [id, title, keys, hidden, disabled, group, words].join("\u0000"),
  );
  useEffect(() => {
    latest.current = own;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` is what people see of the commands.
  useEffect(() => {
    const key = owner.current;
    const stable = latest.current.map((command) => ({
      ...command,
      run: () => find(latest.current, command.id)?.run(),
    }));
    owners.set(key, stable);
    publish();
    return () => {
      owners.delete(key);
      publish();
    };
  }, [look.join("\u0001")]);
}

const find = (list: readonly Command[], id: string) => list.find((command) => command.id === id);

export function keysOf({ keys }: Command): readonly string[] {
  return keys === undefined ? [] : typeof keys === "string" ? [keys] : keys;
}
