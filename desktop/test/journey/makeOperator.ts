import { readStack } from "./readStack.ts";

/** Lets an account run the service, as `npm run operator` does: by the service key. */
export async function makeOperator(userId: string): Promise<void> {
  const { url, serviceKey } = readStack().supabase;
  const answer = await fetch(`${url}/rest/v1/operators`, {
    method: "POST",
    headers: {
      apikey: serviceKey,
      authorization: `Bearer ${serviceKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ user_id: userId }),
  });
  if (!answer.ok) throw new Error(`No operator was made: ${await answer.text()}`);
}
