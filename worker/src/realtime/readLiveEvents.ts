import { livePositionSchema, storedLiveEventSchema } from "#shared/live";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Env } from "../env.ts";

const pageSchema = z.object({
  events: z.array(storedLiveEventSchema),
  /** Up to where has been read. */
  position: livePositionSchema,
  /** What followed `after` is no longer kept. */
  missed: z.boolean(),
  /** Some events do not count yet, because an older transaction runs. */
  waits: z.boolean(),
});

/** How long a read may take (ms): while it hangs, nothing is passed on. */
const LONGEST_MS = 10_000;

/** What lies behind a place. */
export type LivePage = z.infer<typeof pageSchema>;

/** A page of what an organisation was told behind a place; from null, only the place. @throws AppError */
export async function readLiveEvents(
  env: Env,
  organizationId: string,
  after: string | null,
  most: number,
): Promise<LivePage> {
  const result = await serviceDatabase(env)
    .rpc("read_live_events", {
      organization: organizationId,
      after,
      most,
    })
    .abortSignal(AbortSignal.timeout(LONGEST_MS));
  return pageSchema.parse(dataOf(result));
}
