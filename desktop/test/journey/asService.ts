import { readStack } from "./readStack.ts";

/** Writes past the product, by the service key: for what no screen can bring about, as a mail that is given up. */
export async function asService(
  method: "POST" | "PATCH",
  path: string,
  body: unknown,
): Promise<void> {
  const { url, serviceKey } = readStack().supabase;
  const answer = await fetch(`${url}/rest/v1/${path}`, {
    method,
    headers: {
      apikey: serviceKey,
      authorization: `Bearer ${serviceKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
}
