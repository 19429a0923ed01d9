import { queries } from "../../api/queries.ts";

/** How long what was fetched of a held lead will do (ms): nobody else calls it meanwhile, and it is fetched before it is shown. */
const FRESH_MS = 60_000;

/** What stands beside a lead in the dial session: its calls and tasks. */
export const leadBeside = (leadId: string) => ({ ...queries.lead(leadId), staleTime: FRESH_MS });
