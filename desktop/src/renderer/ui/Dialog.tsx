import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./buttonClass.ts";
import { joinClasses } from "./joinClasses.ts";
import { useFocusBefore } from "./useFocusBefore.ts";

/** A window over the screen that must be answered or closed. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  wide = false,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const focusBefore = useFocusBefore(open);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Base.Popup
          finalFocus={focusBefore}
          className={joinClasses(
            "fixed top-[12vh] left-1/2 z-50 max-h-[80vh] w-[calc(100vw-32px)] -translate-x-1/2 overflow-y-auto rounded-lg border border-line bg-raised p-5 shadow-overlay",
            "transition-[opacity,scale] duration-100 data-[ending-style]:opacity-0 data-[starting-style]:scale-98 data-[starting-style]:opacity-0",
            wide ? "max-w-2xl" : "max-w-md",
          )}
        >
          <div className="mb-4 pr-10">
            <Base.Title className="text-title font-semibold">{title}</Base.Title>
            {description !== undefined && (
              <Base.Description className="mt-1 text-ink-muted">{description}</Base.Description>
            )}
          </div>
          {children}
          {/* Last, so that the keyboard begins in the content. */}
          <Base.Close
            aria-label="Close"
            className={joinClasses(buttonClass("quiet", "icon"), "absolute top-3 right-3")}
          >
            <X aria-hidden size={16} />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
