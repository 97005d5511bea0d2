import { Settings2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "@/shared/ui/icon-button";

const SettingsMenu = lazy(async () => ({ default: (await import("./settings-menu")).SettingsMenu }));

/** The settings; the menu itself is loaded with the first press and opens then. */
export function SettingsButton({ size = "md" }: { size?: "sm" | "md" }) {
  const [wanted, setWanted] = useState(false);
  const button = <IconButton icon={Settings2} label="Settings" size={size} onClick={() => setWanted(true)} />;
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <SettingsMenu size={size} />
    </Suspense>
  );
}
