import { type Bindings, readEnv } from "../env.ts";
import type { WorkContext } from "./context.ts";

/** What any work for a request needs. */
export function workContext(
  bindings: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
): WorkContext {
  return {
    env: readEnv(bindings),
    background: (work) => {
      execution.waitUntil(
        work.catch((error: unknown) => console.error("After the answer:", error)),
      );
    },
  };
}
