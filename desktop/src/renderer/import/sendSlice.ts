import { AppError, ERRORS } from "#shared/errors";
import type { ImportResult, ImportRow } from "#shared/leads";
import { callApi } from "../api/callApi.ts";

/** How often a slice is sent before the import stops and asks (tries). */
const TRIES = 4;
/** A slice of 500 rows is judged row by row; it may take longer than other requests (ms). */
const SLICE_TIMEOUT_MS = 60_000;

/**
 * Sends a slice of rows into a list, again where that can help.
 * @param before How many leads stood in the list before the file: its rows come after those, and are not
 *   taken for rows of an earlier file that were sent again.
 * @throws AppError
 */
export async function sendSlice(
  listId: string,
  rows: readonly ImportRow[],
  before: number,
): Promise<ImportResult> {
  const sent = rows.map((row) => ({ ...row, rowNumber: row.rowNumber + before }));
  for (let tries = 1; ; tries += 1)
    try {
      const { added, refused } = await callApi(
        "importLeads",
        { params: { listId }, body: { rows: sent, onlyThisFile: before === 0 } },
        { timeoutMs: SLICE_TIMEOUT_MS },
      );
      return {
        added,
        refused: refused.map((row) => ({ ...row, rowNumber: row.rowNumber - before })),
      };
    } catch (error) {
      if (tries >= TRIES || !(error instanceof AppError) || !ERRORS[error.code].retry) throw error;
      const pauseMs = Math.max(1_000 * 2 ** (tries - 1), (error.retryAfterSeconds ?? 0) * 1_000);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
}
