import type { z } from "zod";
import { AppError } from "#shared/errors";

/**
 * Asks for something that the desktop must have even when it starts without a network: then the last
 * answer stands, which is kept under `key`. Rights are the Worker's anyway.
 */
export async function rememberAnswer<T>(
  key: string,
  schema: z.ZodType<T>,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await ask();
    localStorage.setItem(key, JSON.stringify(answer));
    return answer;
  } catch (error) {
    const known =
      error instanceof AppError && error.code === "offline" ? recall(key, schema) : undefined;
    if (known !== undefined) return known;
    if (error instanceof AppError && error.code === "not_signed_in") localStorage.removeItem(key);
    throw error;
  }
}

function recall<T>(key: string, schema: z.ZodType<T>): T | undefined {
  const text = localStorage.getItem(key);
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
