import type { KeyedStorage } from "../../desktop/src/renderer/dial/callOutbox.ts";

/** What a computer keeps over the end of its desktop. */
export function memoryStorage(): KeyedStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}
