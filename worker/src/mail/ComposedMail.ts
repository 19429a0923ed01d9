import type { MailContent } from "../clients/mailgun/mailgunClient.ts";

/** What a mail says, and in whose name where that is a person's and not the product's. */
export interface ComposedMail {
  readonly subject: string;
  readonly content: MailContent;
  /** The name beside the product's address. */
  readonly fromName?: string;
  readonly replyTo?: string;
}
