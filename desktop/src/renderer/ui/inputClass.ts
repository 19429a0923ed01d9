/** The look of a field that takes text. */
export const inputClass =
  "w-full rounded-md border border-line-strong bg-surface px-2.5 text-ink placeholder:text-ink-muted " +
  "focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent " +
  "aria-invalid:border-danger read-only:bg-hover disabled:opacity-60";
