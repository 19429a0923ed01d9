import type { ReactNode } from "react";

/** The body of a screen in the frame: its heading, what can be done with it, its content. */
export function Page({
  title,
  actions,
  narrow = false,
  children,
}: {
  title: string;
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={`mx-auto w-full px-6 py-6 max-sm:px-4 ${narrow ? "max-w-2xl" : "max-w-6xl"}`}>
      <div className="mb-5 flex min-h-8 flex-wrap items-center justify-between gap-3">
        <h1 className="text-display tracking-tight">{title}</h1>
        {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
