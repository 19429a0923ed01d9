import { AppError } from "#shared/errors";
import { assertDone } from "../clients/supabase/rows.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readList } from "./readLists.ts";

/** Makes a list under the caller's id for it; sending it again answers the same list. */
export const createList: Handlers["createList"] = async (context, { body }) => {
  assertDone(
    await context.db.from("lead_lists").upsert(
      {
        id: body.id,
        name: body.name,
        organization_id: context.organizationId,
        created_by: context.userId,
      },
      { onConflict: "id", ignoreDuplicates: true },
    ),
  );
  const list = await readList(context.db, body.id);
  if (list.name !== body.name) throw new AppError("conflict");
  return list;
};
