import { z } from "zod";
import { dialMethodSchema } from "./dialMethod.ts";
import { channelOf, type MethodName } from "./methodNames.ts";

/** One thing that the page can ask of main: where it travels, what it takes, what it answers. */
export interface Method<In extends z.ZodType, Out extends z.ZodType> {
  readonly channel: ReturnType<typeof channelOf>;
  readonly payload: In;
  readonly result: Out;
}

function method<In extends z.ZodType, Out extends z.ZodType>(
  name: MethodName,
  payload: In,
  result: Out,
): Method<In, Out> {
  return { channel: channelOf(name), payload, result };
}

const nothing = z.strictObject({});
const handedOver = z.strictObject({ handedOver: z.literal(true) });
const chosenTheme = z.strictObject({ theme: z.enum(["light", "dark", "system"]) });

/** A number in E.164: a plus, a country code that does not start with 0, at most 15 digits (ITU-T E.164, 6.1). */
export const e164Schema = z.string().regex(/^\+[1-9]\d{6,14}$/);

/** The whole of what crosses between page and main. */
export const methods = {
  /** Hands a number to the system's dialer. Answers the address that was handed over. */
  dial: method(
    "dial",
    z.strictObject({ phone: e164Schema, method: dialMethodSchema }),
    z.strictObject({ handedOver: z.literal(true), url: z.string() }),
  ),
  /** Opens an allowed page in the system's browser, or a mail to our sales in its mail program. */
  openExternal: method("openExternal", z.strictObject({ url: z.string().max(4096) }), handedOver),
  /** Shows a notification of the system. */
  notify: method(
    "notify",
    z.strictObject({ title: z.string().min(1).max(120), body: z.string().max(500) }),
    z.strictObject({ shown: z.boolean() }),
  ),
  getAppInfo: method(
    "getAppInfo",
    nothing,
    z.strictObject({ version: z.string(), platform: z.string(), serviceOrigin: z.string() }),
  ),
  /** Makes native parts (menus, dialogs, scroll bars) follow the product's theme. */
  setTheme: method("setTheme", chosenTheme, chosenTheme),
} as const satisfies Record<MethodName, Method<z.ZodType, z.ZodType>>;

export type Payload<Name extends MethodName> = z.infer<(typeof methods)[Name]["payload"]>;
export type Result<Name extends MethodName> = z.infer<(typeof methods)[Name]["result"]>;
