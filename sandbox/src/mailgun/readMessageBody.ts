import { convertHtmlToText } from "./convertHtmlToText.ts";
import { MailgunError } from "./MailgunError.ts";
import { parseJsonObject } from "./parseJsonObject.ts";
import { renderTemplate } from "./renderTemplate.ts";
import type { TemplateStore } from "./TemplateStore.ts";
import { textsOf } from "./textsOf.ts";

/** What a message says, and what its template was filled with. */
export interface MessageBody {
  readonly template: string | null;
  readonly templateVersion: string | null;
  readonly headerVariables: Record<string, unknown>;
  readonly variables: Record<string, unknown>;
  readonly html: string | null;
  readonly text: string | null;
}

/**
 * Reads the parts of a message from its form. With a template, `h:X-Mailgun-Variables` fills it and `t:variables`
 * wins over it; without one, the header's values are the message's own variables instead.
 * https://documentation.mailgun.com/docs/mailgun/user-manual/sending-messages/send-smtp
 */
export function readMessageBody(
  form: FormData,
  templates: TemplateStore,
  headerJson: string | undefined,
): MessageBody {
  const html = textsOf(form, "html").at(-1) ?? null;
  const text = textsOf(form, "text").at(-1) ?? null;
  const amp = textsOf(form, "amp-html").at(-1);
  const name = textsOf(form, "template").at(-1);
  const headerVariables = parseJsonObject("h:X-Mailgun-Variables", headerJson);
  const templateVariables = parseJsonObject("t:variables", textsOf(form, "t:variables").at(-1));
  if (name === undefined) {
    if (html === null && text === null && amp === undefined) {
      throw new MailgunError(
        400,
        "Need at least one of 'text', 'html', 'amp-html' or 'template' parameters specified",
      );
    }
    const none = { template: null, templateVersion: null, variables: {} };
    return { ...none, headerVariables, html, text };
  }
  if (html !== null) {
    throw new MailgunError(400, "'html' and 'template' parameters cannot be used together");
  }
  const template = templates.find(name);
  const tag = textsOf(form, "t:version").at(-1);
  const version = template?.versions.find((candidate) =>
    tag === undefined ? candidate.active : candidate.tag === tag.toLowerCase(),
  );
  if (!template || !version) {
    const what = template
      ? `version '${tag ?? "active"}' of template '${name}'`
      : `template '${name}'`;
    throw new MailgunError(
      400,
      `${what} not found (refused by the local Mailgun; the real one answers 200 and sends nothing)`,
    );
  }
  const variables = { ...headerVariables, ...templateVariables };
  const rendered = renderTemplate(template.name, version.template, variables);
  const wantsText = /^(yes|true)$/i.test(textsOf(form, "t:text").at(-1) ?? "no");
  return {
    template: template.name,
    templateVersion: version.tag,
    headerVariables,
    variables,
    html: rendered,
    text: wantsText ? convertHtmlToText(rendered) : null,
  };
}
