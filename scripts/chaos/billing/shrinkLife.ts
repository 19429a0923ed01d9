import type { Life } from "./Life.ts";
import { randomOf, tryLife } from "./runLives.ts";
import type { BillingWorld } from "./startBillingWorld.ts";

/** How often a smaller life is tried: what goes wrong may need its luck. */
const TRIES = 4;

/** A life that fails still, of which no step can be left out any more, as far as a few tries of each tell. */
export async function shrinkLife(world: BillingWorld, failed: Life, seed: number): Promise<Life> {
  let smallest = failed;
  for (let at = smallest.length - 1; at >= 0; at -= 1) {
    const smaller = smallest.filter((_, index) => index !== at);
    if (smaller.length > 0 && (await fails(world, smaller, seed))) smallest = smaller;
  }
  return smallest;
}

async function fails(world: BillingWorld, life: Life, seed: number): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const { problems } = await tryLife(world, life, randomOf(seed, attempt));
    if (problems.length > 0) return true;
  }
  return false;
}
