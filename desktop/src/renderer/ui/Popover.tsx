import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

/** A button with something behind it that needs no window of its own. */
export function Popover({
  trigger,
  label,
  open,
  onOpenChange,
  children,
}: {
  /** The button, with its own name. */
  trigger: ReactElement;
  /** What stands in it, for screen readers. */
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align="start" sideOffset={4} className="z-60 outline-none">
          <Base.Popup
            aria-label={label}
            className="max-h-(--available-height) w-80 max-w-[calc(100vw-32px)] overflow-y-auto rounded-md border border-line bg-raised p-3 shadow-overlay outline-none"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
