import { inject } from "vitest";
import { z } from "zod";

const messagesSchema = z.array(
  z.object({
    to: z.string(),
    from: z.string(),
    subject: z.string(),
    /** Null for plain text. */
    template: z.string().nullable(),
    variables: z.record(z.string(), z.string()),
    headers: z.record(z.string(), z.string()),
    html: z.string(),
    text: z.string(),
  }),
);

/** A mail in the sandbox's mailbox. */
export type Message = z.infer<typeof messagesSchema>[number];

/** The mails to an address, newest first. */
export async function messagesTo(address: string): Promise<Message[]> {
  const response = await fetch(`${inject("mailbox")}/messages?to=${encodeURIComponent(address)}`);
  return messagesSchema.parse(await response.json());
}

/** The newest mail of a template to an address, once it is there. Throws after ten seconds. */
export async function awaitMail(address: string, template: string): Promise<Message> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = (await messagesTo(address)).find((message) => message.template === template);
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`No ${template} came for ${address}`);
}

/** The token behind the `#` of a mailed link. */
export function tokenOf(message: Message, variable: string): string {
  return (
    new URLSearchParams(new URL(message.variables[variable] ?? "").hash.slice(1)).get("token") ?? ""
  );
}
