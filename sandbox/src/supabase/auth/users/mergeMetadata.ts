/** GoTrue's update of metadata: given keys replace, null removes, others stay. */
export function mergeMetadata(
  current: Record<string, unknown> | null,
  updates: Record<string, unknown>,
): Record<string, unknown> {
  if (current === null) return updates;
  const merged = { ...current, ...updates };
  return Object.fromEntries(Object.entries(merged).filter(([key]) => updates[key] !== null));
}
