import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const packageDir = join(import.meta.dirname, "../../../node_modules/electron");

/** The Electron binary, or null where it has not been fetched. */
export function findElectron(): string | null {
  const pathFile = join(packageDir, "path.txt");
  if (!existsSync(pathFile)) return null;
  const binary = join(packageDir, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(binary) ? binary : null;
}
