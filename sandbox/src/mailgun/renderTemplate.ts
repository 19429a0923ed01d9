import Handlebars from "handlebars";
import { MailgunError } from "./MailgunError.ts";

/**
 * Fills a template with Handlebars, values HTML-escaped, with the block helpers Mailgun names (`if`,
 * `unless`, `each`, `with`, `equal`). A variable that the template needs and the message lacks is refused
 * with 400; Mailgun itself would leave an empty place in the mail.
 * https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-templates
 */
export function renderTemplate(
  name: string,
  template: string,
  variables: Record<string, unknown>,
): string {
  const handlebars = Handlebars.create();
  handlebars.registerHelper("equal", function equal(this: unknown, left, right, options) {
    return left === right ? options.fn(this) : options.inverse(this);
  });
  try {
    return handlebars.compile(template, { strict: true })(variables);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MailgunError(400, `template '${name}' cannot be rendered: ${reason}`);
  }
}
