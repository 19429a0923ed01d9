import { expect } from "@playwright/test";
import { z } from "zod";
import { readStack } from "./readStack.ts";

const messagesSchema = z.array(
  z.object({ template: z.string().nullable(), variables: z.record(z.string(), z.string()) }),
);

/** The variable of each template that holds its link. */
const LINKS = {
  verify_email: "verification_link",
  reset_password: "reset_link",
  invite_member: "invite_link",
} as const;

/**
 * Waits for a mail and answers the path of its link, such as `/verify-email#token=…`.
 * @param older How many mails of that template were there before; it waits for one more.
 */
export async function linkFromMail(
  to: string,
  template: keyof typeof LINKS,
  older = 0,
): Promise<string> {
  let link = "";
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${readStack().mailbox}/messages?to=${encodeURIComponent(to)}`);
        const messages = messagesSchema
          .parse(await answer.json())
          .filter((message) => message.template === template);
        link = messages[0]?.variables[LINKS[template]] ?? "";
        return messages.length;
      },
      { message: `mail ${template} to ${to}`, timeout: 30_000 },
    )
    .toBeGreaterThan(older);
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}
