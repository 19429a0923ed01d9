/** One key of the house: what to press, what it does, and when it counts. */
export interface KeyBinding {
  /** `n`, `Enter`, `?`, `mod+k`, or two in a row: `g t`. `mod` is Ctrl, on a Mac ⌘; `shift+x` is for letters alone. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
  /** Also acts while somebody types into a field. */
  readonly whileTyping?: boolean;
  /** Acts again and again while the key is held. */
  readonly repeats?: boolean;
  /** Left out of the list of keys. */
  readonly hidden?: boolean;
}

/** What of a keyboard event decides which binding acts. */
export interface Stroke {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift?: boolean;
  /** Focus is in a field that takes text. */
  readonly typing: boolean;
  /** Focus is on something that Enter or Space already works. */
  readonly onControl: boolean;
}

/** How long the second key of `g t` may take (ms). */
export const SEQUENCE_MS = 1_500;

/** A first key that waits for its second. */
export interface Pending {
  readonly first: string;
  readonly untilMs: number;
}

/**
 * Finds the binding that a stroke means. The last registered wins, so a screen's keys go before the
 * frame's. `pending` holds the first half of a sequence.
 */
export function matchKey(
  bindings: readonly KeyBinding[],
  stroke: Stroke,
  pending: Pending | null,
  nowMs: number,
  singleKeysOn: boolean,
): { readonly binding: KeyBinding | null; readonly pending: Pending | null } {
  const pressed = nameOf(stroke);
  if (pressed === null) return { binding: null, pending };
  const allowed = (binding: KeyBinding) => {
    if (stroke.typing) return binding.whileTyping === true;
    if (!singleKeysOn && isSingle(binding.keys)) return false;
    return true;
  };
  const usable = bindings.filter(allowed);
  if (pending && nowMs <= pending.untilMs) {
    const whole = `${pending.first} ${pressed}`;
    const binding = usable.findLast(({ keys }) => keys === whole) ?? null;
    if (binding) return { binding, pending: null };
  }
  if (stroke.onControl && (pressed === "Enter" || pressed === " "))
    return { binding: null, pending: null };
  const shifted = stroke.shift === true ? `shift+${pressed}` : pressed;
  const binding =
    usable.findLast(({ keys }) => keys === shifted) ??
    usable.findLast(({ keys }) => keys === pressed) ??
    null;
  if (binding) return { binding, pending: null };
  const starts = usable.some(({ keys }) => keys.startsWith(`${pressed} `));
  return {
    binding: null,
    pending: starts ? { first: pressed, untilMs: nowMs + SEQUENCE_MS } : null,
  };
}

function nameOf(stroke: Stroke): string | null {
  if (["Shift", "Control", "Alt", "Meta", "Dead", "Process", "Unidentified"].includes(stroke.key))
    return null;
  if (stroke.alt) return null;
  const key = stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key;
  return stroke.mod ? `mod+${key}` : key;
}

/** True for keys made of printable characters alone (WCAG 2.1.4 asks for a way to switch these off). */
function isSingle(keys: string): boolean {
  return keys.split(" ").every((key) => key.replace("shift+", "").length === 1);
}
