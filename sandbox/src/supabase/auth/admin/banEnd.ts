import { AuthError } from "../AuthError.ts";

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * When a ban of such a duration ends (Go's `time.ParseDuration`: `24h`, `1h30m`), null for `none`, and undefined
 * where nothing is said. Throws 400 for any other text.
 */
export function banEnd(duration: string, now: Date): Date | null | undefined {
  if (duration === "") return undefined;
  if (duration === "none" || duration === "0") return null;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  const understood = parts.map((part) => part[0]).join("") === duration.replace(/^\+/, "");
  if (parts.length === 0 || !understood) {
    const message = `invalid format for ban duration: time: invalid duration "${duration}"`;
    throw new AuthError(400, "validation_failed", message);
  }
  const lengthMs = parts.reduce(
    (sum, part) => sum + Number(part[1]) * (UNIT_MS[part[2] ?? ""] ?? 0),
    0,
  );
  const end = new Date(now.getTime() + lengthMs);
  if (Number.isNaN(end.getTime()) || end.getUTCFullYear() > 9999) {
    throw new AuthError(400, "validation_failed", "invalid format for ban duration: out of range");
  }
  return lengthMs === 0 ? null : end;
}
