import type { ReactNode } from "react";
import { takeFocus } from "./takeFocus.ts";
import { Wordmark } from "./Wordmark.tsx";

/** The screens before the door: one narrow column, the product's name, one thing to do. */
export function Gate({
  title,
  children,
  footer,
}: {
  title: string;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <div className="flex min-h-full flex-col items-center px-4 py-[12vh] max-sm:py-10">
      <div className="w-full max-w-90">
        <header>
          <Wordmark />
        </header>
        <main className="mt-6">
          <h1
            // What comes in answer to a press is read out, and Tab goes on from there.
            key={title}
            ref={takeFocus}
            tabIndex={-1}
            data-quiet-focus
            className="mb-5 text-display tracking-tight text-balance"
          >
            {title}
          </h1>
          {children}
        </main>
        {footer !== undefined && (
          <footer className="mt-6 border-t border-line pt-4 text-ink-muted">{footer}</footer>
        )}
      </div>
    </div>
  );
}
