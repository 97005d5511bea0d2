import { useSyncExternalStore } from "react";

/** A choice that a person made about the page, kept in this browser. Never anything secret, never anything of NATS. */
export interface Stored<T> {
  get: () => T;
  set: (next: T) => void;
  subscribe: (listener: () => void) => () => void;
  /** The choice inside a component, drawn again when it changes, in this tab or in another. */
  use: () => T;
}

/**
 * Keeps a choice under heynats.NAME. What is read there can be anything, from an older version or a curious hand, so
 * `parse` takes it all and returns the usual choice for what it does not know.
 */
export function stored<T>(name: string, parse: (raw: unknown) => T): Stored<T> {
  const key = `heynats.${name}`;
  const listeners = new Set<() => void>();
  let text: string | null | undefined; // what `value` was parsed from
  let value = parse(undefined);

  const get = () => {
    const now = read(key);
    if (now !== text) {
      text = now;
      value = parse(decode(now));
    }
    return value;
  };
  const set = (next: T) => {
    write(key, JSON.stringify(next));
    // Storage can be forbidden; the choice then holds until the page is closed.
    text = read(key);
    value = next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    const elsewhere = (event: StorageEvent) => {
      if (event.key === key || event.key === null) listener();
    };
    listeners.add(listener);
    window.addEventListener("storage", elsewhere);
    return () => {
      listeners.delete(listener);
      window.removeEventListener("storage", elsewhere);
    };
  };
  return { get, set, subscribe, use: () => useSyncExternalStore(subscribe, get) };
}

/** Takes one of a few words, or the first of them. */
export function oneOf<const W extends string>(words: readonly [W, ...W[]]): (raw: unknown) => W {
  return (raw) => words.find((word) => word === raw) ?? words[0];
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, text: string) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Forbidden or full.
  }
}

function decode(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
