import { useSyncExternalStore } from "react";
import type { z } from "zod";

/** A small setting of this computer, kept in localStorage and shared by all who use it. */
export interface StoredValue<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Calls back at every change. Answers how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Keeps a value under `key`. What is stored is parsed with `schema`; anything else counts as `fallback`. */
export function createStoredValue<T>(
  key: string,
  schema: z.ZodType<T>,
  fallback: T,
): StoredValue<T> {
  const listeners = new Set<() => void>();
  let value = read(key, schema, fallback);
  return {
    get: () => value,
    set: (next) => {
      value = next;
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // Storage is full or switched off: the setting holds until the page closes.
      }
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value, following every change. */
export function useStoredValue<T>(stored: StoredValue<T>): T {
  return useSyncExternalStore(stored.subscribe, stored.get);
}

function read<T>(key: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? fallback : schema.parse(JSON.parse(text));
  } catch {
    return fallback;
  }
}
