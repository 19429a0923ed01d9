/**
 * The world in a process of its own, so that what a test of load measures does not share its event loop.
 * Started by startWorldProcess.ts, which tells it where by a message, and which it outlives by nothing.
 */
import { z } from "zod";
import { startWorld } from "#sandbox/world/startWorld";
import { onStopSignal } from "../start/onStopSignal.ts";

const optionsSchema = z.object({ dataDir: z.string(), appOrigin: z.string(), root: z.string() });

process.once("message", (message) => {
  void (async () => {
    const world = await startWorld(optionsSchema.parse(message));
    const end = () => void world.stop().then(() => process.exit(0));
    onStopSignal(end, () => process.exit(1));
    process.once("disconnect", end);
    process.send?.({ stack: world.stack, env: world.env });
  })().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
