const MAC = typeof navigator !== "undefined" && navigator.platform.startsWith("Mac");

const SHOWN: Record<string, string> = {
  mod: MAC ? "⌘" : "Ctrl",
  shift: "⇧",
  Enter: "↵",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** Keys as they are printed on them: `mod+k` is two caps together, `g t` two in a row. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(/[ +]/).map((key, index) => (
        <kbd
          // oxlint-disable-next-line react/no-array-index-key -- the caps of one shortcut never move
          key={index}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-hover px-1 font-sans text-small text-ink-muted"
        >
          {SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
