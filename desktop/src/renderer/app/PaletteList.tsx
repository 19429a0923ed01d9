// oxlint-disable jsx-a11y/prefer-tag-over-role -- no element is a list whose options hold icons
// oxlint-disable jsx-a11y/click-events-have-key-events -- the keys act in the field that owns the list
import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";

export interface PaletteEntry {
  readonly key: string;
  readonly icon: LucideIcon;
  readonly label: ReactNode;
  readonly aside?: ReactNode;
  readonly act: () => void;
}

export interface PaletteSection {
  readonly heading: string;
  readonly entries: readonly PaletteEntry[];
}

/** The entries under their headings. The keyboard stays in the field above, which names the chosen one. */
export function PaletteList({
  id,
  sections,
  choice,
  onChoose,
  onTake,
}: {
  id: string;
  sections: readonly PaletteSection[];
  choice: string | null;
  onChoose: (key: string) => void;
  onTake: (key: string) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const isFirst = choice !== null && choice === sections[0]?.entries[0]?.key;
  useEffect(() => {
    // The first comes with its heading.
    if (isFirst) list.current?.scrollTo({ top: 0 });
    else if (choice !== null)
      document.getElementById(optionId(id, choice))?.scrollIntoView({ block: "nearest" });
  }, [id, choice, isFirst]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      tabIndex={-1}
      aria-label="Found"
      className="max-h-[50vh] overflow-y-auto p-2"
    >
      {sections.map(({ heading, entries }) => (
        <div key={heading} role="group" aria-label={heading}>
          <div aria-hidden className="px-3 py-1.5 text-small text-ink-muted">
            {heading}
          </div>
          {entries.map(({ key, icon: Icon, label, aside }) => (
            <div
              key={key}
              id={optionId(id, key)}
              role="option"
              tabIndex={-1}
              aria-selected={key === choice}
              onPointerMove={({ movementX, movementY }) => {
                // Rows that move under a pointer at rest are not pointed at.
                if (movementX !== 0 || movementY !== 0) onChoose(key);
              }}
              onClick={() => onTake(key)}
              className="flex h-9 cursor-default items-center gap-3 rounded-md px-3 aria-selected:bg-hover"
            >
              <Icon aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-ink-muted" />
              <span className="min-w-0 flex-1 truncate">{label}</span>
              <span className="shrink-0 text-small text-ink-muted">{aside}</span>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** The id of an entry's element in the list `listId`. */
export const optionId = (listId: string, key: string) => `${listId}-${key.replaceAll(/\s/g, "-")}`;
