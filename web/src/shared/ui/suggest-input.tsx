import { Autocomplete } from "@base-ui/react/autocomplete";
import { useMemo, useState } from "react";
import { visibleText } from "@/shared/grid/visible-text";
import { cx } from "@/shared/lib/cx";
import { floatLook } from "./float";

interface Props {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  /** What could be meant; anything else can be typed. */
  suggestions: readonly string[];
  placeholder?: string;
  /** Of the list, for a screen reader. */
  label: string;
}

/** As many as anybody looks through. */
const most = 12;

/** A line of text with suggestions below it, for what NATS will read. */
export function SuggestInput({ id, value, onChange, suggestions, placeholder, label }: Props) {
  const [open, setOpen] = useState(false);
  const shown = useMemo(() => {
    const typed = value.toLowerCase();
    return suggestions.filter((one) => one !== value && one.toLowerCase().includes(typed)).slice(0, most);
  }, [suggestions, value]);
  return (
    <Autocomplete.Root
      items={shown}
      filter={null}
      value={value}
      // Esc closes the list; what is typed is nobody's to clear.
      onValueChange={(next, { reason }) => {
        if (reason !== "escape-key") onChange(next);
      }}
      // Nothing is open that has nothing in it.
      open={open && shown.length > 0}
      onOpenChange={setOpen}
      openOnInputClick
    >
      <Autocomplete.Input
        {...(id ? { id } : {})}
        aria-label={label}
        placeholder={placeholder}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        className="mono h-8 w-full min-w-0 rounded-2 border border-edge bg-main px-2 text-fg transition-colors duration-(--fast) focus:border-transparent focus:outline-2 focus:-outline-offset-1 focus:outline-focus max-sm:h-10"
      />
      {shown.length > 0 ? (
        <Autocomplete.Portal>
          <Autocomplete.Positioner sideOffset={4} collisionPadding={8} className="z-40">
            <Autocomplete.Popup
              className={cx(floatLook, "max-h-(--available-height) w-(--anchor-width) overflow-y-auto p-1")}
            >
              <Autocomplete.List aria-label={label}>
                {shown.map((one) => (
                  <Autocomplete.Item
                    key={one}
                    value={one}
                    className="mono flex min-h-7 cursor-default items-center rounded-2 px-2 py-1 outline-none select-none data-highlighted:bg-hover max-sm:min-h-11"
                  >
                    <bdi className="truncate-line">{visibleText(one, 200)}</bdi>
                  </Autocomplete.Item>
                ))}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      ) : null}
    </Autocomplete.Root>
  );
}
