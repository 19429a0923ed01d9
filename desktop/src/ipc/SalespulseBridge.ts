import type { EventName, EventPayloads } from "./eventNames.ts";
import type { MethodName } from "./methodNames.ts";
import type { Payload, Result } from "./methods.ts";
import type { Refusal } from "./refusal.ts";

type Call<Name extends MethodName> =
  Record<string, never> extends Payload<Name>
    ? () => Promise<Result<Name> | Refusal>
    : (payload: Payload<Name>) => Promise<Result<Name> | Refusal>;

/** `window.salespulse`: all that the preload script gives the page. Absent in a browser. */
export type SalespulseBridge = { readonly [Name in MethodName]: Call<Name> } & {
  /** Listens to an event of main; the answer stops listening. */
  on<Name extends EventName>(
    event: Name,
    listener: (payload: EventPayloads[Name]) => void,
  ): () => void;
};
