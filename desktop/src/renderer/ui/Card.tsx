import { useId, type ReactNode } from "react";

/** A part of a screen under its own heading. */
export function Card({
  title,
  aside,
  children,
  className = "",
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={`rounded-lg border border-line bg-surface ${className}`}
    >
      <div className="flex min-h-10 items-center justify-between gap-4 border-b border-line px-4">
        <h2 id={id} className="text-body">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
