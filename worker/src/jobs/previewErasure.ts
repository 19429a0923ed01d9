import { erasurePreviewSchema } from "#shared/jobs";
import { dataOf } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readSubject } from "./readSubject.ts";

/** What an erasure would take. */
export const previewErasure: Handlers["previewErasure"] = async (context, { body }) => {
  const { email, phone } = readSubject(body.subject, "subject");
  const found = dataOf(await context.db.rpc("preview_erasure", { email, phone }));
  return erasurePreviewSchema
    .omit({ confirmation: true })
    .transform((preview) => ({ ...preview, confirmation: email ?? phone ?? "" }))
    .parse(found);
};
