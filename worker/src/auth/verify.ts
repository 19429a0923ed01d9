import { z } from "zod";
import { anonymousDatabase } from "../clients/supabase/database.ts";
import { parseRow } from "../clients/supabase/rows.ts";
import { limitRate } from "../http/limitRate.ts";
import type { Handlers } from "../http/mountApi.ts";

/** Proves a mail address. The token is the credential: the link may be opened where nobody is signed in. */
export const verify: Handlers["verify"] = async (context, { body }) => {
  await limitRate(context.env.AUTH_BY_IP, context.ip);
  const result = await anonymousDatabase(context.env).rpc("prove_address", { token: body.token });
  return { email: parseRow(result, z.string()) };
};
