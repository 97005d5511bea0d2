import { useEffect, useRef, useState } from "react";
import type { DocumentView } from "./editor-context";
import { type Path, pathText } from "./path";

/** Brings a person to the field of a path, in the form and in whatever group it is. */
export function useReveal(view: DocumentView, onView: (view: DocumentView) => void) {
  const region = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<Path>();
  useEffect(() => {
    if (!wanted || view !== "form") return;
    controlOf(region.current, wanted)?.focus();
    setWanted(undefined);
  }, [wanted, view]);
  const reveal = (path: Path) => {
    setWanted(path);
    if (view !== "form") onView("form");
  };
  return { region, reveal };
}

const focusable = ':is(input:not([aria-hidden="true"]), textarea, button, [role="checkbox"], [role="radio"])';

/** What can have the focus at a path, or at the nearest thing around it. */
function controlOf(region: HTMLElement | null, path: Path): HTMLElement | null {
  for (let length = path.length; length > 0; length--) {
    const found = region?.querySelector<HTMLElement>(`[data-path=${JSON.stringify(pathText(path.slice(0, length)))}]`);
    if (found) return found.matches("input, textarea") ? found : found.querySelector<HTMLElement>(focusable);
  }
  return null;
}
