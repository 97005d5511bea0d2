import { Clock, Keyboard, Rows3, Search, SunMoon } from "lucide-react";
import { showOverlay } from "@/commands/overlay";
import { useCommands } from "@/commands/registry";
import { clock } from "@/shared/lib/time";
import { density } from "./preferences";
import { nextTheme } from "./theme-button";

/** What can be done on every page, with a connection or without. */
export function useAppCommands() {
  const rows = density.use() === "compact" ? "comfortable" : "compact";
  const times = clock.use() === "local" ? "utc" : "local";
  useCommands([
    {
      id: "palette",
      title: "Go to or run",
      group: "Help",
      keys: "mod+k",
      icon: Search,
      hidden: true,
      run: () => showOverlay("palette"),
    },
    {
      id: "help",
      title: "Keyboard shortcuts",
      group: "Help",
      keys: "?",
      icon: Keyboard,
      run: () => showOverlay("help"),
    },
    {
      id: "theme",
      title: "Next theme",
      words: "light dark system colour",
      group: "View",
      icon: SunMoon,
      run: nextTheme,
    },
    {
      id: "density",
      title: rows === "comfortable" ? "Comfortable rows" : "Compact rows",
      words: "density",
      group: "View",
      icon: Rows3,
      run: () => density.set(rows),
    },
    {
      id: "clock",
      title: times === "utc" ? "Times in UTC" : "Times of this computer",
      words: "clock zone local",
      group: "View",
      icon: Clock,
      run: () => clock.set(times),
    },
  ]);
}
