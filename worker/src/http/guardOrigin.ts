import { AppError } from "#shared/errors";
import type { MiddlewareHandler } from "hono";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses writes that another site's page could have caused (CSRF). A browser sends Origin with
 * every unsafe request; the desktop's main process removes it, having checked that the request came
 * from its own page, and says so in a header that no foreign page can set without our consent.
 */
export function guardOrigin(appOrigin: string): MiddlewareHandler {
  return async (context, next) => {
    if (!SAFE.has(context.req.method)) {
      const origin = context.req.header("origin");
      const trusted =
        origin === undefined
          ? context.req.header("x-salespulse-client") === "desktop"
          : origin === appOrigin;
      if (!trusted) throw new AppError("foreign_origin");
    }
    await next();
  };
}
