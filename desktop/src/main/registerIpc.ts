import { ipcMain, type IpcMainInvokeEvent } from "electron";
import type { z } from "zod";
import type { MethodName } from "../ipc/methodNames.ts";
import { type Method, methods, type Payload, type Result } from "../ipc/methods.ts";
import type { Refusal } from "../ipc/refusal.ts";
import { isAppPageUrl } from "./appOrigin.ts";

/** What main does for each method. The payload has been checked; the result will be. */
export type Handlers = {
  readonly [Name in MethodName]: (payload: Payload<Name>) => Answer<Result<Name>>;
};

type Answer<T> = T | Refusal | Promise<T | Refusal>;

/**
 * Opens the one door between page and main. A call is carried out when it comes from the top frame of
 * a page of the product and its payload is of the method's form; otherwise it is answered with why not.
 */
export function registerIpc(handlers: Handlers): void {
  register(methods.dial, handlers.dial);
  register(methods.openExternal, handlers.openExternal);
  register(methods.notify, handlers.notify);
  register(methods.getAppInfo, handlers.getAppInfo);
  register(methods.setTheme, handlers.setTheme);
}

function register<In extends z.ZodType, Out extends z.ZodType<object>>(
  { channel, payload, result }: Method<In, Out>,
  handler: (payload: z.output<In>) => Answer<z.output<Out>>,
): void {
  ipcMain.handle(channel, async (event, input: unknown): Promise<z.output<Out> | Refusal> => {
    if (!isOwnTopFrame(event)) return { refused: "foreign-sender" };
    const parsed = payload.safeParse(input);
    if (!parsed.success) return { refused: "invalid-payload" };
    try {
      const answer = await handler(parsed.data);
      return isRefusal(answer) ? answer : result.parse(answer);
    } catch (error) {
      console.error(`${channel} failed`, error);
      return { refused: "failed" };
    }
  });
}

function isRefusal(answer: object): answer is Refusal {
  return "refused" in answer;
}

function isOwnTopFrame({ senderFrame }: Pick<IpcMainInvokeEvent, "senderFrame">): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppPageUrl(senderFrame.url);
}
