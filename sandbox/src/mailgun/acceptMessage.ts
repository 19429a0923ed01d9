import { randomBytes } from "node:crypto";
import { checkMessageFields } from "./checkMessageFields.ts";
import { MailgunError } from "./MailgunError.ts";
import { parseAddresses } from "./parseAddresses.ts";
import { readMessageBody } from "./readMessageBody.ts";
import type { StoredMessage } from "./StoredMessage.ts";
import type { TemplateStore } from "./TemplateStore.ts";
import { textsOf } from "./textsOf.ts";

/** "Maximum of 1,000 recipients" a message */
const MAX_RECIPIENTS = 1000;
/** Mailgun keeps a message for delivery at most seven days on its largest plans. */
const MAX_DELAY_MS = 7 * 24 * 3600 * 1000;

export interface Acceptance {
  readonly form: FormData;
  readonly domain: string;
  readonly templates: TemplateStore;
  readonly nowMs: number;
  /** Lower-case addresses whose mail server refuses everything. */
  readonly bounces: readonly string[];
}

/**
 * Reads one "Send an email" request into the message that Mailgun would queue, or throws the MailgunError it
 * would answer with.
 */
export async function acceptMessage({
  form,
  domain,
  templates,
  nowMs,
  bounces,
}: Acceptance): Promise<{ message: StoredMessage; attachmentBytes: Uint8Array[] }> {
  checkMessageFields(form);
  const fromAddress = requireOne(parseAddresses("from", [requireField(form, "from")]));
  const recipients = readRecipients(form);
  const subject = singleLine("subject", requireField(form, "subject"));
  const headers = readPrefixed(form, "h:");
  const { "x-mailgun-variables": headerVariables, ...otherHeaders } = lowerCaseKeys(headers);
  const body = readMessageBody(form, templates, headerVariables);
  const customVariables = readPrefixed(form, "v:");
  const attached = await readAttachments(form);
  const messageId = readMessageId(otherHeaders["message-id"], domain, nowMs);
  const sizeBytes = [body.html ?? "", body.text ?? "", subject]
    .map((part) => Buffer.byteLength(part))
    .concat(attached.map((file) => file.sizeBytes))
    .reduce((sum, size) => sum + size, 0);
  return {
    attachmentBytes: attached.map((file) => file.bytes),
    message: {
      id: crypto.randomUUID(),
      messageId,
      createdAtMs: nowMs,
      deliverAtMs: readDeliveryTime(form, nowMs),
      from: singleLine("from", requireField(form, "from")),
      fromAddress,
      to: textsOf(form, "to").join(", "),
      cc: textsOf(form, "cc").join(", "),
      recipients,
      bounced: recipients.filter((address) => bounces.includes(address)),
      subject,
      template: body.template,
      templateVersion: body.templateVersion,
      variables: body.variables,
      customVariables: {
        ...(body.template === null ? stringValues(body.headerVariables) : {}),
        ...customVariables,
      },
      tags: textsOf(form, "o:tag"),
      isTestMode: /^(yes|true)$/i.test(textsOf(form, "o:testmode").at(-1) ?? "no"),
      headers: Object.fromEntries(
        Object.entries(headers).filter(([name]) => !/^x-mailgun-variables$/i.test(name)),
      ),
      html: body.html,
      text: body.text,
      attachments: attached.map(({ bytes: _bytes, ...file }) => file),
      sizeBytes,
    },
  };
}

function requireField(form: FormData, name: string): string {
  const value = textsOf(form, name).at(-1);
  if (value === undefined) throw new MailgunError(400, `${name} parameter is missing`);
  return value;
}

function requireOne(addresses: readonly string[]): string {
  const [address, second] = addresses;
  if (address === undefined || second !== undefined) {
    throw new MailgunError(
      400,
      "'from' parameter is not a valid address. please check documentation",
    );
  }
  return address;
}

function singleLine(name: string, value: string): string {
  if (/[\r\n]/.test(value)) {
    throw new MailgunError(400, `'${name}' parameter must be a single line`);
  }
  return value;
}

function readRecipients(form: FormData): string[] {
  requireField(form, "to");
  const all = ["to", "cc", "bcc"].flatMap((field) => parseAddresses(field, textsOf(form, field)));
  const distinct = [...new Set(all)];
  if (distinct.length > MAX_RECIPIENTS) {
    throw new MailgunError(400, `too many recipients: ${MAX_RECIPIENTS} at most`);
  }
  return distinct;
}

function readPrefixed(form: FormData, prefix: "h:" | "v:"): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => name.startsWith(prefix));
  return Object.fromEntries(
    names.map((name) => [name.slice(prefix.length), textsOf(form, name).at(-1) ?? ""]),
  );
}

function lowerCaseKeys(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function stringValues(variables: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

function readMessageId(given: string | undefined, domain: string, nowMs: number): string {
  if (given === undefined) {
    const stamp = new Date(nowMs).toISOString().replaceAll(/\D/g, "").slice(0, 14);
    return `${stamp}.${randomBytes(8).toString("hex")}@${domain}`;
  }
  const match = /^<([^\s<>@]+@[^\s<>@]+)>$/.exec(given);
  if (!match?.[1]) throw new MailgunError(400, "h:Message-Id must have the form <id@domain>");
  return match[1];
}

function readDeliveryTime(form: FormData, nowMs: number): number {
  const value = textsOf(form, "o:deliverytime").at(-1);
  if (value === undefined) return nowMs;
  const atMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value);
  if (!Number.isFinite(atMs) || atMs > nowMs + MAX_DELAY_MS) {
    throw new MailgunError(400, `Invalid o:deliverytime parameter value '${value}'`);
  }
  return Math.max(atMs, nowMs);
}

async function readAttachments(form: FormData) {
  const files = (["attachment", "inline"] as const).flatMap((disposition) =>
    form
      .getAll(disposition)
      .filter((value) => typeof value !== "string")
      .map((file) => ({ disposition, file })),
  );
  return Promise.all(
    files.map(async ({ disposition, file }) => ({
      name: file.name,
      contentType: file.type || "application/octet-stream",
      sizeBytes: file.size,
      disposition,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}
