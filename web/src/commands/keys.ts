// How keys are written: single keys as the browser names them ("j", "?", "Enter"), with "mod+" for ⌘ on Apple machines and
// Ctrl elsewhere, and two in a row with a space between them ("g s").

export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The key of an event in the form above; nothing for a modifier alone and for what belongs to the browser. */
export function keyOf(event: KeyboardEvent): string | undefined {
  if (event.isComposing || event.altKey || ["Shift", "Control", "Meta", "Alt", "Dead"].includes(event.key)) return;
  const mod = isApple ? event.metaKey : event.ctrlKey;
  if ((isApple ? event.ctrlKey : event.metaKey) || (mod && event.shiftKey)) return;
  if (mod) return `mod+${event.key.toLowerCase()}`;
  // Shift is part of "?" and "G", but Shift+Enter and Shift+Tab are keys of their own.
  return event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
}

/** Whether a key types something, so that it must not do anything else where text goes. */
export function isSingle(keys: string): boolean {
  return !keys.startsWith("mod+");
}

const names: Record<string, string> = {
  Escape: "Esc",
  Enter: "↵",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  " ": "Space",
};

/** The caps to draw for a key: ["⌘K"] or ["Ctrl", "K"], ["g", "s"], ["Esc"]. */
export function capsOf(keys: string): string[] {
  return keys.split(/(?<=.) /).flatMap((key) => {
    if (!key.startsWith("mod+")) return [names[key] ?? key];
    const rest = key.slice(4);
    const cap = names[rest] ?? rest.toUpperCase();
    return isApple ? [`⌘${cap}`] : ["Ctrl", cap];
  });
}

const typed = new Set([
  "text",
  "search",
  "url",
  "email",
  "password",
  "number",
  "tel",
  "date",
  "time",
  "datetime-local",
]);

/** Whether the focus is where text goes. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && typed.has(target.type);
}
