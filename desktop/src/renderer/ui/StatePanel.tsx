import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where content would: nothing there yet, something failed, the end of a list. */
export function StatePanel({
  icon: Icon,
  title,
  level = 2,
  children,
  actions,
}: {
  icon: LucideIcon;
  title: string;
  /** 1 where it is the whole screen. */
  level?: 1 | 2;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-16 text-center">
      <span className="mb-4 flex size-10 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
        <Icon aria-hidden size={20} />
      </span>
      <Heading className="text-title">{title}</Heading>
      <div className="mt-1 text-ink-muted">{children}</div>
      {actions !== undefined && (
        <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  );
}
