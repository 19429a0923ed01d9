const UNITS = ["bytes", "kB", "MB", "GB"];

/** A size as people say it: `640 bytes`, `3.2 MB`, `48 MB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(
    UNITS.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)),
  );
  const size = bytes / 1000 ** power;
  return `${size.toFixed(power > 0 && size < 10 ? 1 : 0)} ${UNITS[power] ?? ""}`;
}
