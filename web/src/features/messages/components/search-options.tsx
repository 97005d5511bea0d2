import type { ReactNode } from "react";
import { formatCount } from "@/shared/lib/format";
import { Check } from "@/shared/ui/check";
import { Popover } from "@/shared/ui/popover";
import { Segmented } from "@/shared/ui/segmented";
import { budgets, type Place, places, type Search } from "../lib/question";
import { budgetWords } from "../lib/words";

interface Props {
  search: Search;
  onSearch: (search: Search) => void;
  /** On the button: what is set now, in short. */
  children: ReactNode;
}

const placeLabels: Record<Place, string> = { payload: "Payload", headers: "Headers", subject: "Subject" };

/** How a text is looked for, where, and how many messages may be read for it. */
export function SearchOptions({ search, onSearch, children }: Props) {
  return (
    <Popover
      label="How it is searched"
      align="end"
      className="w-80"
      trigger={
        <button
          type="button"
          className="h-6 shrink-0 rounded-1 px-1.5 text-fg-2 text-small whitespace-nowrap hover:bg-press hover:text-fg data-popup-open:bg-press max-sm:h-9"
        >
          {children}
        </button>
      }
    >
      <div className="flex flex-col gap-3.5 p-3.5">
        <Segmented
          label="What the text is"
          value={search.mode}
          onChange={(mode) => onSearch({ ...search, mode })}
          options={[
            { value: "substring", label: "Text" },
            { value: "regexp", label: "RE2 expression" },
          ]}
        />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium text-small">Look in</legend>
          {places.map((place) => (
            <Check
              key={place}
              label={placeLabels[place]}
              checked={search.places.includes(place)}
              onChange={(on) => onSearch({ ...search, places: toggled(search.places, place, on) })}
            />
          ))}
        </fieldset>
        <div className="flex flex-col gap-1.5">
          <span className="font-medium text-small">Read at most</span>
          <Segmented
            label="Read at most"
            value={String(search.budget)}
            onChange={(budget) => onSearch({ ...search, budget: Number(budget) })}
            options={budgets.map((budget) => ({ value: String(budget), label: budgetWords(budget) }))}
          />
          <p className="text-fg-3 text-small">
            Up to {formatCount(search.budget)} messages are read on the server; then it asks whether to go on.
          </p>
        </div>
      </div>
    </Popover>
  );
}

/** Nowhere is no place to search in: the last one stays. */
function toggled(chosen: readonly Place[], place: Place, on: boolean): readonly Place[] {
  const next = places.filter((one) => (one === place ? on : chosen.includes(one)));
  return next.length > 0 ? next : chosen;
}
