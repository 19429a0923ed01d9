import { AppError } from "#shared/errors";
import { LIVE_PROTOCOL } from "#shared/live";
import { z } from "zod";
import type { Env } from "../env.ts";
import { limitRate } from "../http/limitRate.ts";
import { liveHub } from "../http/liveLine.ts";
import { offeredProtocols } from "./offeredProtocols.ts";

/**
 * Opens a live line (RFC 6455): checks what a stranger can be told by, and leaves the rest to the organisation's hub.
 * A page of another site can open sockets wherever it likes, so Origin decides.
 */
export async function openLine(
  request: Request,
  env: Env,
  organizationId: string,
): Promise<Response> {
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket")
    throw new AppError("method_not_allowed");
  if (!isAllowed(request.headers.get("origin"), [env.APP_ORIGIN, ...env.LIVE_ORIGINS]))
    throw new AppError("foreign_origin");
  const { version, ticket } = offeredProtocols(request);
  if (version !== LIVE_PROTOCOL || ticket === null || !z.uuid().safeParse(organizationId).success)
    throw new AppError("invalid_input");
  await limitRate(env.LIVE_BY_IP, request.headers.get("cf-connecting-ip") ?? "unknown");
  return liveHub(env, organizationId).fetch(request);
}

/** Whether an origin is among those allowed; `http://host:*` stands for every port of a host. */
function isAllowed(origin: string | null, allowed: readonly string[]): boolean {
  return (
    origin !== null &&
    allowed.some((each) =>
      each.endsWith(":*")
        ? origin.startsWith(each.slice(0, -1)) && /^[0-9]+$/.test(origin.slice(each.length - 1))
        : origin === each,
    )
  );
}
