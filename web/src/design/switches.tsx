import { density, type Theme, theme } from "@/app/preferences";
import { clock } from "@/shared/lib/time";
import { Segmented } from "@/shared/ui/segmented";

/** What a person can choose about every page, so that everything can be seen in each of them. */
export function Switches() {
  return (
    <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:flex-col">
      <Segmented<Theme>
        label="Theme"
        value={theme.use()}
        onChange={theme.set}
        options={[
          { value: "system", label: "System" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
      />
      <Segmented
        label="Density"
        value={density.use()}
        onChange={density.set}
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
