/** Whether a version (`1.2.3`) is older than another. */
export function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((each) => each.split(".").map(Number));
  for (const [place, number] of (b ?? []).entries()) {
    const own = a?.[place] ?? 0;
    if (own !== number) return own < number;
  }
  return false;
}
