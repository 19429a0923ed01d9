import { Switch } from "@base-ui/react/switch";
import { useId } from "react";
import { useStoredValue } from "../../app/createStoredValue.ts";
import { singleKeys } from "../../app/preferences.ts";
import { theme } from "../../app/theme.ts";
import type { Theme } from "../../host/host.ts";
import { Card } from "../../ui/Card.tsx";
import { Segments } from "../../ui/Segments.tsx";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** Theme and keys, kept on this computer. */
export function Appearance() {
  const chosen = useStoredValue(theme);
  const keysOn = useStoredValue(singleKeys);
  const id = useId();
  return (
    <Card title="Appearance and keys">
      <div className="flex flex-col gap-4 p-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span id={`${id}-theme`} className="font-medium">
            Theme
          </span>
          <Segments
            labelledBy={`${id}-theme`}
            value={chosen}
            choices={THEMES}
            onChange={(next) => theme.set(next)}
          />
        </div>
        <div className="flex items-center justify-between gap-6">
          <label htmlFor={`${id}-keys`}>
            <span className="block font-medium">Single letters are keys</span>
            <span className="block text-small text-ink-muted">
              Switch this off if you dictate: then only Enter, Esc and keys with Ctrl or ⌘ act.
            </span>
          </label>
          <Switch.Root
            id={`${id}-keys`}
            checked={keysOn}
            onCheckedChange={(on) => singleKeys.set(on)}
            className="flex h-5 w-9 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-[checked]:bg-accent"
          >
            <Switch.Thumb className="size-4 rounded-full bg-surface transition-transform data-[checked]:translate-x-4" />
          </Switch.Root>
        </div>
      </div>
    </Card>
  );
}
