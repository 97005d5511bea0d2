import { oneOf, stored } from "@/shared/lib/stored";

// How the page looks to this person. public/theme.js sets theme and density before the first paint, from the same keys.

export const theme = stored("theme", oneOf(["system", "light", "dark"]));
export const density = stored("density", oneOf(["compact", "comfortable"]));

export type Theme = ReturnType<typeof theme.get>;

/** Puts both on the document, now and whenever they are chosen anew. */
export function applyPreferences(): () => void {
  const { dataset } = document.documentElement;
  const apply = () => {
    if (theme.get() === "system") delete dataset["theme"];
    else dataset["theme"] = theme.get();
    if (density.get() === "compact") delete dataset["density"];
    else dataset["density"] = density.get();
  };
  apply();
  const ends = [theme.subscribe(apply), density.subscribe(apply)];
  return () => {
    for (const end of ends) end();
  };
}
