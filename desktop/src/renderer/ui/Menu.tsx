import { Menu as Base } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import { joinClasses } from "./joinClasses.ts";

/** One thing that a menu does. */
export interface MenuEntry {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly run: () => void;
  readonly disabled?: boolean;
  /** Takes something away that does not come back. */
  readonly grave?: boolean;
}

/** A button that opens a few things to do, in groups. */
export function Menu({
  trigger,
  groups,
  side = "bottom",
}: {
  /** The button, with its own name. */
  trigger: ReactElement;
  groups: readonly (readonly MenuEntry[])[];
  side?: "bottom" | "top";
}) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align="end" sideOffset={4} className="z-60 outline-none">
          <Base.Popup className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-overlay outline-none">
            {groups
              .filter((group) => group.length > 0)
              .map((group, index) => (
                <div key={group[0]?.label}>
                  {index > 0 && <Base.Separator className="my-1 h-px bg-line" />}
                  {group.map(({ label, icon: Icon, run, disabled = false, grave = false }) => (
                    <Base.Item
                      key={label}
                      disabled={disabled}
                      onClick={run}
                      className={joinClasses(
                        "flex items-center gap-2 rounded-sm px-2.5 py-1.5 outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover",
                        grave && "text-danger",
                      )}
                    >
                      {Icon && <Icon aria-hidden size={14} />}
                      {label}
                    </Base.Item>
                  ))}
                </div>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
