import { IMPORT_ROWS_PER_REQUEST } from "#shared/leads";
import { AppError, ERRORS } from "#shared/errors";
import type { ApiClient } from "../scale/ApiClient.ts";
import { fictionalLead } from "../scale/fictionalLead.ts";
import type { ProductClock } from "../scale/runProductClock.ts";

const SLICE_TIMEOUT_MS = 60_000;
const PAUSE_MS = 1_000;

/**
 * Imports fictional leads into a list that others dial meanwhile, slice by slice over `spreadMs` of product time; a
 * slice whose answer was lost is sent again. Answers how many rows were added, as the Worker told it.
 */
export async function importBeside(options: {
  client: ApiClient;
  clock: ProductClock;
  listId: string;
  /** The first fictional lead that is new, and how many follow. */
  from: number;
  rows: number;
  spreadMs: number;
  random: () => number;
}): Promise<number> {
  const { client, clock, listId, from, rows, spreadMs, random } = options;
  const slices = Math.ceil(rows / IMPORT_ROWS_PER_REQUEST);
  let added = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const first = slice * IMPORT_ROWS_PER_REQUEST;
    const given = Array.from(
      { length: Math.min(IMPORT_ROWS_PER_REQUEST, rows - first) },
      (_, index) => {
        const { score, ...texts } = fictionalLead(from + first + index, random);
        return { rowNumber: first + index + 1, fields: { ...texts, score: String(score) } };
      },
    );
    added += await sendUntilAnswered(async () => {
      const body = { rows: given };
      return (await client.call("importLeads", { params: { listId }, body }, SLICE_TIMEOUT_MS))
        .added;
    }, clock);
    await clock.wait(spreadMs / slices);
  }
  return added;
}

async function sendUntilAnswered<T>(send: () => Promise<T>, clock: ProductClock): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof AppError) || !ERRORS[error.code].retry) throw error;
      await clock.wait(PAUSE_MS);
    }
  }
}
