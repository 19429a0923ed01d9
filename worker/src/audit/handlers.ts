import type { Handlers } from "../http/mountApi.ts";
import { readAudit } from "./readAudit.ts";

/** The audit trails. */
export const handlers = {
  listAudit: (context, input) => readAudit(context.db, false, input),
  listServiceAudit: (context, input) => readAudit(context.db, true, input),
} satisfies Partial<Handlers>;
