import { voidInvoice } from "../clients/stripe/voidInvoice.ts";
import type { Env } from "../env.ts";
import { forgetBegun, readBegun, type Store } from "./changeStore.ts";
import { putBack } from "./putBack.ts";
import { readCurrent } from "./readCurrent.ts";

/**
 * Looks after a direct change that nobody brought to its end, or that nobody paid: what is open of it is dropped, and
 * what it had taken away is scheduled again. It is not made any more, since who asked for it may have gone.
 * @returns whose it was, to be read anew; null where there was none
 */
export async function recoverChange(env: Env, store: Store): Promise<string | null> {
  const begun = await readBegun(store);
  if (begun === null) return null;
  const { pending_update: pending, latest_invoice: invoice } = await readCurrent(
    env,
    begun.organizationId,
  );
  if (begun.state !== "ended" && pending !== null && invoice !== null)
    await voidInvoice(env, invoice);
  await putBack(env, await readCurrent(env, begun.organizationId), begun);
  await forgetBegun(store);
  return begun.organizationId;
}
