import { AppError } from "#shared/errors";
import { parseRow } from "../clients/supabase/rows.ts";
import { pokeJobRunner } from "../http/jobRunner.ts";
import type { Handlers } from "../http/mountApi.ts";
import { JOB_COLUMNS, jobRowSchema } from "./jobColumns.ts";
import { readSubject } from "./readSubject.ts";

/** Begins to erase a person. @throws AppError `conflict` while another erasure runs */
export const startErasure: Handlers["startErasure"] = async (context, { body }) => {
  const { email, phone } = readSubject(body.subject, "subject");
  const confirmed = readSubject(body.confirmation, "confirmation");
  if (confirmed.email !== email || confirmed.phone !== phone)
    throw new AppError("invalid_input", undefined, {
      fields: [{ path: "confirmation", message: "must be the same" }],
    });
  const result = await context.db
    .rpc("start_erasure", { job: body.id, email, phone, never_call_again: body.neverCallAgain })
    .select(JOB_COLUMNS);
  const job = parseRow(result, jobRowSchema);
  context.background(pokeJobRunner(context.env, context.organizationId));
  return job;
};
