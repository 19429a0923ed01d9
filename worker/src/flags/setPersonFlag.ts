import type { Handlers } from "../http/mountApi.ts";
import { writeOverride } from "./writeOverride.ts";

/** Sets a flag for a member. @throws AppError `forbidden` where admins may not set it */
export const setPersonFlag: Handlers["setPersonFlag"] = (context, { params, body }) =>
  writeOverride(context, {
    flag: params.flag,
    organizationId: context.organizationId,
    userId: params.userId,
    on: body.on,
  });
