import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { joinClasses } from "../../ui/joinClasses.ts";

const TONES = {
  plain: ["border-line bg-surface", "text-ink-muted"],
  accent: ["border-accent/40 bg-accent-soft", "text-accent-text"],
  warn: ["border-warn/40 bg-warn-soft", "text-warn"],
} as const;

/** Something about the plan that is under way, what it means, and what can be done about it. */
export function Notice({
  icon: Icon,
  title,
  tone = "plain",
  children,
  actions,
}: {
  icon: LucideIcon;
  title: ReactNode;
  tone?: keyof typeof TONES;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  const [box, sign] = TONES[tone];
  return (
    <div
      className={joinClasses(
        "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-4 py-3",
        box,
      )}
    >
      <Icon aria-hidden size={18} className={joinClasses("shrink-0", sign)} />
      <div className="min-w-60 flex-1">
        <p className="font-medium">{title}</p>
        {children !== undefined && <div className="text-ink-muted">{children}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
