import { randomUUID } from "node:crypto";

/** An address that no spec has used before. */
export function newEmail(who: string): string {
  return `${who}.${randomUUID().slice(0, 8)}@example.com`;
}
