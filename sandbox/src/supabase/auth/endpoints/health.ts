import type { AuthRequest } from "../AuthEnv.ts";

/** `GET /health`. */
export function health(c: AuthRequest): Response {
  return c.json({
    version: "sandbox",
    name: "GoTrue",
    description: "GoTrue is a user registration and authentication API",
  });
}
