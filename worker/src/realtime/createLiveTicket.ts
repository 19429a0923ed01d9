import { AppError } from "#shared/errors";
import { z } from "zod";
import { serviceDatabase } from "../clients/supabase/database.ts";
import { parseRow } from "../clients/supabase/rows.ts";
import { liveHub } from "../http/liveLine.ts";
import type { Handlers } from "../http/mountApi.ts";
import { isOlder } from "#shared/isOlder";

/** Gives leave to open one live line. @throws AppError `update_required` for a desktop that is too old */
export const createLiveTicket: Handlers["createLiveTicket"] = async (context, { body }) => {
  const { env, organizationId, userId, sessionId, role } = context;
  const settings = await serviceDatabase(env)
    .from("service_settings")
    .select("minimum_desktop_version");
  const { minimum_desktop_version: minimum } = parseRow(
    settings,
    z.object({ minimum_desktop_version: z.string() }),
  );
  if (isOlder(body.version, minimum)) throw new AppError("update_required");
  const { ticket, expiresAtMs } = await liveHub(env, organizationId).issueTicket({
    organizationId,
    userId,
    sessionId,
    role,
  });
  const url = new URL(`/api/live/${organizationId}`, env.APP_ORIGIN);
  url.protocol = url.protocol === "http:" ? "ws:" : "wss:";
  return { url: url.href, ticket, expiresAt: new Date(expiresAtMs).toISOString() };
};
