import { limitRate } from "../http/limitRate.ts";
import type { Handlers } from "../http/mountApi.ts";
import { readInvitation } from "../http/readInvitation.ts";

/** What an invitation's page shows: who invites, whereto and as what. */
export const previewInvitation: Handlers["previewInvitation"] = async (context, { body }) => {
  await limitRate(context.env.AUTH_BY_IP, context.ip);
  return readInvitation(context.env, body.token);
};
