/** The product's sign, with its name unless there is no room for it. */
export function Wordmark({ signOnly = false }: { signOnly?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 text-title font-semibold tracking-tight">
      <svg
        viewBox="0 0 32 32"
        className="size-6 shrink-0 text-accent"
        aria-hidden={!signOnly}
        role={signOnly ? "img" : undefined}
        aria-label={signOnly ? "SalesPulse" : undefined}
      >
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <path
          d="M5 17h5l3-8 6 15 3.5-9 1.5 2h3"
          fill="none"
          className="stroke-accent-ink"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {!signOnly && "SalesPulse"}
    </span>
  );
}
