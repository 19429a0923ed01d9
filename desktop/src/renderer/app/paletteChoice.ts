/** What somebody chose by arrow or pointer, and what was typed then. */
export interface Chosen {
  readonly typed: string;
  readonly key: string;
}

/** What stands in the palette for what is typed. */
export interface Found {
  readonly typed: string;
  /** The entries known for certain to fit, best first: known here, or answered to this very text. */
  readonly fitting: readonly string[];
  /** Leads that were found for a text before this one, as long as the answer is on its way. */
  readonly former: readonly string[];
}

/** Whether each word typed begins one of the words. */
export function holds(words: string, typed: string): boolean {
  const known = words.toLowerCase().split(/\s+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => known.some((word) => word.startsWith(part)));
}

/**
 * The entry that stands out, and that Enter takes: the one chosen for this text, as long as it is there, else the
 * first that fits. What was found for another text is never chosen by itself: then it is null.
 */
export function choiceOf({ typed, fitting, former }: Found, chosen: Chosen | null): string | null {
  const isThere =
    chosen?.typed === typed && (fitting.includes(chosen.key) || former.includes(chosen.key));
  return isThere ? chosen.key : (fitting[0] ?? null);
}

/** The entry so many places on, around the ends. */
export function moved(found: Found, chosen: Chosen | null, by: 1 | -1): string | null {
  const keys = [...found.fitting, ...found.former];
  const choice = choiceOf(found, chosen);
  const at = choice === null ? (by === 1 ? -1 : 0) : keys.indexOf(choice);
  return keys.at((at + by) % keys.length) ?? null;
}
