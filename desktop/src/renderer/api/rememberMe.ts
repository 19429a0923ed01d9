import { meSchema, type Me } from "#shared/account";
import { AppError } from "#shared/errors";

const KEY = "salespulse.me";

/**
 * Asks who is signed in. Where the network does not answer, the last answer stands, so that a desktop
 * that starts offline shows the running call instead of a blank page; rights are the Worker's anyway.
 */
export async function rememberMe(ask: () => Promise<Me>): Promise<Me> {
  try {
    const me = await ask();
    localStorage.setItem(KEY, JSON.stringify(me));
    return me;
  } catch (error) {
    const known = error instanceof AppError && error.code === "offline" ? recallMe() : undefined;
    if (known) return known;
    if (error instanceof AppError && error.code === "not_signed_in") forgetMe();
    throw error;
  }
}

/** Forgets who was signed in on this computer. */
export function forgetMe(): void {
  localStorage.removeItem(KEY);
}

function recallMe(): Me | undefined {
  const text = localStorage.getItem(KEY);
  if (text === null) return undefined;
  try {
    return meSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
