/**
 * How a change that begins at once is reckoned; preview and change use the same, so that what is shown is what is taken:
 * prorated by the second from that moment on, invoiced at once.
 * @param prorationDate Unix seconds
 */
export function directChange(prorationDate: number) {
  return { proration_behavior: "always_invoice", proration_date: prorationDate } as const;
}
