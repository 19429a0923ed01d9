import type { Env } from "../env.ts";

/** The hub of an organisation's live lines. */
export function liveHub(env: Env, organizationId: string) {
  return env.LIVE_HUB.get(env.LIVE_HUB.idFromName(organizationId));
}

/** The one listener of the service. */
export function listener(env: Env) {
  return env.LISTENER.get(env.LISTENER.idFromName("service"));
}

/** Passes on what was just told in an organisation. */
export async function pokeHub(env: Env, organizationId: string): Promise<void> {
  await liveHub(env, organizationId).poke();
}

/** Passes on what was just told to everybody of the service. */
export async function pokeHubs(env: Env): Promise<void> {
  await listener(env).pokeAll();
}
