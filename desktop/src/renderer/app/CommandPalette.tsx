import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useFocusBefore } from "../ui/useFocusBefore.ts";
import { choiceOf, holds, moved, type Chosen } from "./paletteChoice.ts";
import { optionId, PaletteList, type PaletteEntry } from "./PaletteList.tsx";
import { useKnownEntries } from "./useKnownEntries.tsx";
import { useLeadsFor } from "./useLeadsFor.tsx";

/** Everything by typing: places, actions, lists, and leads by name, company or number. */
export function CommandPalette({
  open,
  onOpenChange,
  onShowKeys,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShowKeys: () => void;
}) {
  const focusBefore = useFocusBefore(open);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          finalFocus={focusBefore}
          aria-label="Search or jump to"
          className="fixed top-[14vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-xl -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-overlay"
        >
          <Palette
            onShowKeys={onShowKeys}
            onDone={(act) => {
              onOpenChange(false);
              act();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({
  onDone,
  onShowKeys,
}: {
  onDone: (act: () => void) => void;
  onShowKeys: () => void;
}) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  /** The text that Enter was pressed for while its answer was on its way. */
  const awaited = useRef<string | null>(null);
  const listId = useId();
  const typed = text.trim();
  const known = useKnownEntries(onShowKeys);
  const { leads, state } = useLeadsFor(typed);
  const sections = [
    ...known.sections.map(({ heading, entries }) => ({
      heading,
      entries: entries.filter(({ words }) => holds(words, typed)),
    })),
    { heading: "Leads", entries: leads },
  ].filter(({ entries }) => entries.length > 0);
  const entries: readonly PaletteEntry[] = sections.flatMap((section) => section.entries);
  const keys = entries.map(({ key }) => key);
  const firstFormer = state === "waiting" ? keys.length - leads.length : keys.length;
  const found = { typed, fitting: keys.slice(0, firstFormer), former: keys.slice(firstFormer) };
  const choice = choiceOf(found, chosen);
  const isWaiting = state === "waiting" || known.isWaiting;

  const take = (key: string | null | undefined) => {
    const entry = entries.find((each) => each.key === key);
    if (entry !== undefined) onDone(entry.act);
  };
  const choose = (key: string | null | undefined) => {
    awaited.current = null;
    if (typeof key === "string" && key !== choice) setChosen({ typed, key });
  };
  useEffect(() => {
    if (awaited.current !== typed || isWaiting) return;
    awaited.current = null;
    take(found.fitting[0]);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const acts: Partial<Record<string, () => void>> = {
      ArrowDown: () => choose(moved(found, chosen, 1)),
      ArrowUp: () => choose(moved(found, chosen, -1)),
      Home: () => choose(keys[0]),
      End: () => choose(keys.at(-1)),
      Enter: () => {
        if (choice !== null) take(choice);
        else if (isWaiting) awaited.current = typed;
      },
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <>
      <input
        role="combobox"
        aria-label="Search or jump to"
        aria-autocomplete="list"
        aria-expanded={keys.length > 0}
        aria-controls={keys.length > 0 ? listId : undefined}
        aria-activedescendant={choice === null ? undefined : optionId(listId, choice)}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          awaited.current = null;
        }}
        onKeyDown={onKeyDown}
        placeholder="A lead, a list, a place, an action…"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-title outline-none"
      />
      {keys.length > 0 && (
        <PaletteList
          id={listId}
          sections={sections}
          choice={choice}
          onChoose={choose}
          onTake={take}
        />
      )}
      <output className="block text-center text-ink-muted">
        {keys.length === 0 && (
          <span className="block px-3 py-6">
            {isWaiting
              ? "Searching…"
              : state === "failed"
                ? "Leads could not be searched."
                : "Nothing found."}
          </span>
        )}
      </output>
    </>
  );
}
