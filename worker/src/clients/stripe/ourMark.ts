/** Stands in the metadata of what `npm run stripe:sync` makes, and tells it from what others keep in the same account. */
export const OUR_MARK = { catalogue: "salespulse" } as const;

/** Whether `npm run stripe:sync` made it. */
export function isOurs({
  metadata,
}: {
  readonly metadata: Record<string, string> | null;
}): boolean {
  return metadata?.["catalogue"] === OUR_MARK.catalogue;
}
