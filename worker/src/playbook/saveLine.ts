import { AppError } from "#shared/errors";
import { lineSchema } from "#shared/playbook";
import { putRow } from "../clients/supabase/putRow.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readPhone } from "../http/readPhone.ts";
import { LINE_COLUMNS } from "./playbookColumns.ts";

/** Writes a SIM line. @throws AppError `conflict` where another line has the number */
export const saveLine: Handlers["saveLine"] = (context, { params, body }) => {
  const phone = readPhone(body.phone);
  if (phone === null) {
    throw new AppError("invalid_input", "phone: is not a phone number", {
      fields: [{ path: "phone", message: "is not a phone number" }],
    });
  }
  return putRow(context.db, {
    table: "lines",
    id: params.lineId,
    fixed: { organization_id: context.organizationId },
    values: { phone, label: body.label, user_id: body.userId, is_active: body.isActive },
    columns: LINE_COLUMNS,
    row: lineSchema,
  });
};
