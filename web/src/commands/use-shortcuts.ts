import { useEffect } from "react";
import { oneOf, stored } from "@/shared/lib/stored";
import { isSingle, isTyping, keyOf } from "./keys";
import { allCommands, type Command, keysOf } from "./registry";

/** Single keys can be turned off (WCAG 2.1.4): voice input and restless fingers set them off. */
export const singleKeys = stored("single-keys", oneOf(["on", "off"]));

/** How long the first key of two waits for the second, ms. */
const patience = 1_500;

/** Listens for the keys of all commands. There is one of it, around everything. */
export function useShortcuts() {
  useEffect(() => {
    const match = createMatcher();
    const onKeyDown = (event: KeyboardEvent) => {
      const command = match(event);
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Tells which command a key means, remembering the first of two keys until the second comes. */
function createMatcher(): (event: KeyboardEvent) => Command | undefined {
  let first: { key: string; at: number } | undefined;
  return (event) => {
    const key = keyOf(event);
    if (key === undefined || event.defaultPrevented || !isFree(key, event)) return;
    const before = first && event.timeStamp - first.at < patience ? first.key : undefined;
    first = undefined;
    const command = (before && commandFor(`${before} ${key}`)) || commandFor(key);
    if (!command && startsPair(key)) first = { key, at: event.timeStamp };
    return command;
  };
}

function commandFor(keys: string): Command | undefined {
  return allCommands().find((command) => command.disabled === undefined && keysOf(command).includes(keys));
}

function startsPair(key: string): boolean {
  return allCommands().some((command) => keysOf(command).some((keys) => keys.startsWith(`${key} `)));
}

const floats = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const pressed = 'button, a, [role="button"], [role="tab"], [role="radio"], [role="checkbox"], [role="treeitem"]';

/** Whether a key is nobody else's: not typed into a field, not meant for a dialog or menu, not pressing what has the focus. */
function isFree(key: string, { target, repeat }: KeyboardEvent): boolean {
  if (!isSingle(key)) return !repeat;
  if (isTyping(target) || (key.length === 1 && singleKeys.get() === "off")) return false;
  if (!(target instanceof Element)) return true;
  return !target.closest(floats) && !((key === "Enter" || key === " ") && target.closest(pressed));
}
