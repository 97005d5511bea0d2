import { useSyncExternalStore } from "react";
import { setTheme, type Theme, useTheme } from "@/app/theme/theme";
import { clock } from "@/shared/lib/time";
import { Segmented } from "@/shared/ui/segmented";

type Density = "compact" | "comfortable";

const root = document.documentElement;
const watchDensity = (listener: () => void) => {
  const observer = new MutationObserver(listener);
  observer.observe(root, { attributeFilter: ["data-density"] });
  return () => observer.disconnect();
};
const readDensity = (): Density => (root.dataset["density"] === "comfortable" ? "comfortable" : "compact");

/** What a person can choose about every page, so that everything can be seen in each of them. */
export function Switches() {
  const density = useSyncExternalStore(watchDensity, readDensity);
  return (
    <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:flex-col">
      <Segmented<Theme>
        label="Theme"
        value={useTheme()}
        onChange={setTheme}
        options={[
          { value: "system", label: "System" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      <Segmented<Density>
        label="Density"
        value={density}
        onChange={(next) => {
          root.dataset["density"] = next;
        }}
        options={[
          { value: "compact", label: "Compact" },
          { value: "comfortable", label: "Comfortable" },
        ]}
      />
      <Segmented
        label="Clock"
        value={clock.use()}
        onChange={clock.set}
        options={[
          { value: "local", label: "Local" },
          { value: "utc", label: "UTC" },
        ]}
      />
    </div>
  );
}
