import { z } from "zod";
import { dialMethodSchema, type DialMethod } from "../../ipc/dialMethod.ts";
import { createStoredValue } from "./createStoredValue.ts";

/** Whether the left rail shows its words beside the icons. */
export const railOpen = createStoredValue("salespulse.rail-open", z.boolean(), false);

/** Whether single letters act as keys. People who dictate to their computer switch this off (WCAG 2.1.4). */
export const singleKeys = createStoredValue("salespulse.single-keys", z.boolean(), true);

/** How this computer places calls. */
export const dialMethod = createStoredValue<DialMethod>(
  "salespulse.dial-method",
  dialMethodSchema,
  {
    kind: "tel",
  },
);
