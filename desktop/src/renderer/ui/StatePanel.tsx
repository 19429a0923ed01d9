import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where content would: nothing there yet, something failed, the end of a list. */
export function StatePanel({
  icon: Icon,
  title,
  children,
  actions,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-16 text-center">
      <span className="mb-4 flex size-10 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
        <Icon aria-hidden size={20} />
      </span>
      <h2 className="text-title">{title}</h2>
      <div className="mt-1 text-ink-muted">{children}</div>
      {actions !== undefined && (
        <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}
