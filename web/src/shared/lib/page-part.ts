import { type ComponentType, lazy } from "react";

/**
 * What a page consists of but its head, in a file of its own. It is asked for together with the page's file, which is as
 * soon as somebody points at a link to it, and not when the page is drawn; what fails then is asked for again.
 */
export function pagePart<Props>(load: () => Promise<ComponentType<Props>>) {
  const early = load();
  early.catch(() => undefined);
  return lazy(async () => ({ default: await early.catch(load) }));
}
