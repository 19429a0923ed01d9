/** The look of a link within text. */
export const linkClass =
  "rounded-sm font-medium text-accent-text underline decoration-accent/40 underline-offset-2 hover:decoration-accent";
