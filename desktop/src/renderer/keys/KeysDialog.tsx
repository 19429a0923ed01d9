import { Dialog } from "../ui/Dialog.tsx";
import { Kbd } from "../ui/Kbd.tsx";
import type { KeyBinding } from "./keyBinding.ts";
import { useKeyGroups } from "./useKeys.ts";

/** The list of every key that acts on the screen at hand. */
export function KeysDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const byTitle = new Map<string, readonly KeyBinding[]>();
  for (const { title, bindings } of useKeyGroups().toReversed())
    byTitle.set(title, [...(byTitle.get(title) ?? []), ...bindings]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" wide>
      <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
        {[...byTitle].map(([title, bindings]) => {
          const shown = bindings.filter((binding) => !binding.hidden);
          return shown.length === 0 ? null : (
            <section key={title}>
              <h3 className="mb-1 text-small text-ink-muted">{title}</h3>
              <dl>
                {shown.map((binding) => (
                  <div
                    key={binding.keys}
                    className="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-0"
                  >
                    <dt>{binding.label}</dt>
                    <dd>
                      <Kbd keys={binding.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}
