import { Moon, Sun, SunMoon } from "lucide-react";
import { IconButton } from "@/shared/ui/icon-button";
import { type Theme, theme } from "./preferences";

const themes = {
  system: { icon: SunMoon, name: "as the system", next: "light" },
  light: { icon: Sun, name: "light", next: "dark" },
  dark: { icon: Moon, name: "dark", next: "system" },
} as const satisfies Record<Theme, unknown>;

/** Goes round: as the system, light, dark. */
export function nextTheme() {
  theme.set(themes[theme.get()].next);
}

export function ThemeButton({ size = "md" }: { size?: "sm" | "md" }) {
  const { icon, name } = themes[theme.use()];
  return <IconButton icon={icon} label={`Theme: ${name}`} size={size} onClick={nextTheme} />;
}
