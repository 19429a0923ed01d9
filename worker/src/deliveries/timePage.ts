import { timestamp } from "#shared/text";
import { readCursor } from "../http/pageCursor.ts";

/** The arguments by which a function of the database answers a page, the newest first, and the row beyond it. */
export function timePage({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = cursor === undefined ? null : readCursor({ key: timestamp }, cursor);
  return { after_at: after?.[0] ?? null, after_id: after?.[1] ?? null, most: limit + 1 };
}
