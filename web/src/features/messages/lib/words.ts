import type { MessagePage } from "@/api/types";
import { parseGoDuration } from "@/shared/lib/duration";
import { formatCount, formatLatency, plural, quantityText } from "@/shared/lib/format";
import type { Place, Search } from "./question";
import type { Progress, State } from "./reader";
import type { Traits } from "./traits";

type Facts = NonNullable<State["facts"]>;

/** "read in 1.2 ms, batch direct get" */
export function readWords({ took, method }: Facts, traits: Traits | undefined): string {
  const ms = parseGoDuration(took);
  const time = ms === undefined ? took : quantityText(formatLatency(ms));
  return `read in ${time}, ${methodWords(method, traits)}`;
}

/** How messages are read, and why not faster. */
function methodWords(method: MessagePage["method"], traits: Traits | undefined): string {
  switch (method) {
    case "batch":
      return "batch direct get";
    case "consumer":
      return "by a consumer that is gone again";
    default:
      return `one by one${oneByOne(traits)}`;
  }
}

function oneByOne(traits: Traits | undefined): string {
  if (traits?.retention === "workqueue") return ": this is a work queue, looking takes nothing";
  if (traits?.retention === "interest") return ": others have an interest here, looking takes nothing";
  return traits?.direct === false ? ": direct get is off" : "";
}

/** "1,204,882 match of 4,118,006", or how many there are. */
export function countWords({ matched, messages }: Facts, filtered: boolean): string {
  if (!filtered) return plural(messages, "message");
  if (matched === undefined) return `not counted, of ${formatCount(messages)}`;
  return `${formatCount(matched)} match of ${formatCount(messages)}`;
}

const placeWords: Record<Place, string> = { payload: "payloads", headers: "headers", subject: "subjects" };

/** "payloads and headers" */
export function placesWords(places: readonly Place[]): string {
  return places.map((place) => placeWords[place]).join(places.length === 2 ? " and " : ", ");
}

/** "250k", on the button that sets it. */
export function budgetWords(budget: number): string {
  return budget >= 1_000_000 ? `${budget / 1_000_000}M` : `${budget / 1_000}k`;
}

/** "Read 250,000, matched 12." */
export function progressWords({ read, matched }: Progress): string {
  return `Read ${formatCount(read)}, matched ${formatCount(matched)}.`;
}

/** Why a search stands still, and what it has not looked at. */
export function stoppedWords({ stopped }: Progress, { budget }: Search, older: boolean): string {
  const rest = older ? "older ones" : "newer ones";
  switch (stopped) {
    case "end":
      return `There are no ${rest}.`;
    case "limit":
      return `The ${rest} were not read yet.`;
    case "hand":
      return `Stopped. The ${rest} were not read.`;
    case "budget":
      return `That is all that was asked for, ${budgetWords(budget)}. The ${rest} were not read.`;
    default:
      return "";
  }
}
