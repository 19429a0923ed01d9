/** The operating system's account that Postgres runs as. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody`: Postgres refuses to run as root, and this account exists on every Linux. */
const NOBODY: ServerAccount = { uid: 65_534, gid: 65_534 };

/**
 * Which account to start Postgres under: undefined means the one we already run as.
 * Throws on systems where we are root and cannot step down.
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (process.platform !== "linux") {
    throw new Error("Postgres refuses to run as root. Run this as an ordinary user.");
  }
  return NOBODY;
}
