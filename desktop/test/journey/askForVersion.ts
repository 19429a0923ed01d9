import { readStack } from "./readStack.ts";

/** Sets the version below which desktops are told to update: by the service key, as no screen is needed for it. */
export async function askForVersion(minimum: string): Promise<void> {
  const { url, serviceKey } = readStack().supabase;
  const answer = await fetch(`${url}/rest/v1/service_settings?is_only=eq.true`, {
    method: "PATCH",
    headers: {
      apikey: serviceKey,
      authorization: `Bearer ${serviceKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ minimum_desktop_version: minimum }),
  });
  if (!answer.ok) throw new Error(`The minimum version was not set: ${await answer.text()}`);
}
