import { useCommands } from "@/commands/registry";

interface Options {
  shortcuts: boolean;
  /** Whether somebody has been at a row, from which the next step goes on. */
  visited: boolean;
  active: number;
  count: number;
  move: (index: number) => void;
  open: (index: number) => void;
  clear: () => boolean;
  /** Something is selected or ticked. */
  held: boolean;
}

/** The keys that work from anywhere on the page. */
export function useGridCommands({ shortcuts, visited, active, count, move, open, clear, held }: Options) {
  const none = count === 0 ? "There are no rows" : undefined;
  const step = (by: number) => move(Math.min(count - 1, Math.max(0, visited ? active + by : active)));
  useCommands(
    shortcuts
      ? [
          { id: "grid.next", title: "Next row", keys: "j", run: () => step(1), disabled: none },
          { id: "grid.previous", title: "Previous row", keys: "k", run: () => step(-1), disabled: none },
          {
            id: "grid.open",
            title: "Open the row",
            keys: "Enter",
            run: () => open(active),
            disabled: none ?? (visited ? undefined : "No row is chosen yet"),
          },
          {
            id: "grid.clear",
            title: "Close, give up the selection",
            keys: "Escape",
            run: clear,
            disabled: held ? undefined : "Nothing is selected",
          },
        ].map((command) => ({ ...command, group: "Table" as const, hidden: true }))
      : [],
  );
}
