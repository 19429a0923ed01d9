import { useEffect, useRef, useSyncExternalStore } from "react";
import { singleKeys } from "../app/preferences.ts";
import { matchKey, type KeyBinding, type Pending, type Stroke } from "./keyBinding.ts";

/** The keys of one part of the screen, under the heading that the list of keys shows. */
export interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

let groups: readonly KeyGroup[] = [];
const listeners = new Set<() => void>();
let pending: Pending | null = null;

function change(next: readonly KeyGroup[]): void {
  groups = next;
  for (const listener of listeners) listener();
}

/** Makes keys act as long as the component stands. A later group goes before an earlier one. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const group: KeyGroup = {
      title,
      get bindings() {
        return latest.current;
      },
    };
    change([...groups, group]);
    return () => change(groups.filter((each) => each !== group));
  }, [title]);
}

/** The keys that act now, by group. */
export function useKeyGroups(): readonly KeyGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
  );
}

/** Listens to the keyboard for all groups. Answers how to stop. */
export function listenToKeys(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const stroke = strokeOf(event);
    if (stroke === null) return;
    const match = matchKey(
      groups.flatMap((group) => group.bindings),
      stroke,
      pending,
      event.timeStamp,
      singleKeys.get(),
    );
    pending = match.pending;
    if (!match.binding) return;
    event.preventDefault();
    if (!event.repeat || match.binding.repeats === true) match.binding.run();
  };
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}

/** Windows over the screen; one that is closing still stands there for the length of its transition. */
const OPEN_WINDOW = ":is([role=dialog], [role=alertdialog]):not([data-closed])";

/** What of the event counts; null where an open window, menu or list has the keyboard to itself. */
function strokeOf(event: KeyboardEvent): Stroke | null {
  const target = event.target instanceof Element ? event.target : document.body;
  if (document.querySelector(OPEN_WINDOW) !== null) return null;
  if (target.closest("[role=menu], [role=listbox]")) return null;
  const typing =
    target.matches("textarea, select, [contenteditable=true]") ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type));
  const isMac = navigator.platform.startsWith("Mac");
  // AltGr, and Option on a Mac, type the signs that a layout has no key for: `[` on a German one.
  const typesSign = isMac ? event.altKey : event.getModifierState("AltGraph");
  return {
    key: event.key,
    mod: isMac ? event.metaKey : event.ctrlKey && !typesSign,
    alt: event.altKey && !typesSign,
    shift: event.shiftKey,
    typing,
    onControl:
      target.closest(
        "a, button, summary, [role=option], [role=combobox], [role=tab], [role=switch]",
      ) !== null,
  };
}
