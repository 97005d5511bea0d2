import { visibleText } from "@/payload/visible";
import { Parts } from "@/shared/code/parts";
import { Definition, Definitions } from "@/shared/ui/definitions";
import type { Setting } from "../lib/settings";

/** Fields of a configuration with what they say. */
export function SettingList({ settings }: { settings: readonly Setting[] }) {
  return (
    <Definitions>
      {settings.map(({ name, label, words, typed }) => (
        <Definition key={name} term={label}>
          <bdi className={typed ? "mono" : undefined}>
            <Parts parts={visibleText(words)} />
          </bdi>
        </Definition>
      ))}
    </Definitions>
  );
}
