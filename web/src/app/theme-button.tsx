import { Moon, Sun, SunMoon } from "lucide-react";
import { IconButton } from "@/shared/ui/icon-button";
import { setTheme, type Theme, useTheme } from "./theme/theme";

const themes = {
  system: { icon: SunMoon, name: "as the system", next: "light" },
  light: { icon: Sun, name: "light", next: "dark" },
  dark: { icon: Moon, name: "dark", next: "system" },
} as const satisfies Record<Theme, unknown>;

/** Goes round: as the system, light, dark. */
export function ThemeButton() {
  const { icon, name, next } = themes[useTheme()];
  return <IconButton icon={icon} label={`Theme: ${name}`} onClick={() => setTheme(next)} />;
}
