import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Switch } from "@base-ui/react/switch";
import { useId } from "react";
import { useStoredValue } from "../../app/createStoredValue.ts";
import { singleKeys } from "../../app/preferences.ts";
import { theme } from "../../app/theme.ts";
import type { Theme } from "../../host/host.ts";
import { Card } from "../../ui/Card.tsx";

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
          <RadioGroup
            aria-labelledby={`${id}-theme`}
            value={chosen}
            onValueChange={(value) => {
              const next = THEMES.find(([known]) => known === value);
              if (next) theme.set(next[0]);
            }}
            className="flex rounded-md border border-line bg-canvas p-0.5"
          >
            {THEMES.map(([value, label]) => (
              <Radio.Root
                key={value}
                value={value}
                aria-label={label}
                className="flex h-7 items-center rounded-sm px-3 text-ink-muted data-[checked]:bg-surface data-[checked]:font-medium data-[checked]:text-ink data-[checked]:shadow-raised"
              >
                {label}
              </Radio.Root>
            ))}
          </RadioGroup>
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
