import type { Handlers } from "../http/mountApi.ts";
import { writeOverride } from "./writeOverride.ts";

/** Sets a flag for the organization. @throws AppError `forbidden` where admins may not set it */
export const setOrganizationFlag: Handlers["setOrganizationFlag"] = (context, { params, body }) =>
  writeOverride(context, {
    flag: params.flag,
    organizationId: context.organizationId,
    userId: null,
    on: body.on,
  });
