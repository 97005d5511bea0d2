import { Settings2 } from "lucide-react";
import { singleKeys } from "@/commands/use-shortcuts";
import { clock } from "@/shared/lib/time";
import { IconButton } from "@/shared/ui/icon-button";
import { Menu, MenuCheck, MenuChoice, MenuLine } from "@/shared/ui/menu";
import { density, theme } from "./preferences";

/** How the page looks and behaves to this person. Everything in it is kept in this browser. */
export function SettingsMenu({ size = "md" }: { size?: "sm" | "md" }) {
  const keys = singleKeys.use();
  return (
    <Menu align="end" defaultOpen trigger={<IconButton icon={Settings2} label="Settings" size={size} />}>
      <MenuChoice label="Theme" value={theme.use()} onChange={theme.set} options={themes} />
      <MenuLine />
      <MenuChoice label="Density" value={density.use()} onChange={density.set} options={densities} />
      <MenuLine />
      <MenuChoice label="Times" value={clock.use()} onChange={clock.set} options={clocks} />
      <MenuLine />
      <MenuCheck checked={keys === "on"} onChange={(on) => singleKeys.set(on ? "on" : "off")}>
        Single-key shortcuts
      </MenuCheck>
    </Menu>
  );
}

const themes = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

const densities = [
  { value: "compact", label: "Compact" },
  { value: "comfortable", label: "Comfortable" },
] as const;

const clocks = [
  { value: "local", label: "Local time" },
  { value: "utc", label: "UTC" },
] as const;
