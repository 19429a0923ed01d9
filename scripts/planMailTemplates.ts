import { createHash } from "node:crypto";
import { Enums, type Interfaces } from "mailgun.js/definitions";
import { z } from "zod";
import type { MailTemplate } from "#sandbox/mailgun/loadMailTemplates";

/** The part of mailgun.js that is used here. */
type Templates = Interfaces.IDomainTemplatesClient;

/** What one template needs, decided before anything is changed. */
export interface TemplatePlan {
  readonly template: MailTemplate;
  readonly action: "create" | "update" | "keep";
  /** In plain words, for the person who runs it. */
  readonly reason: string;
  carryOut(): Promise<void>;
}

/** Mailgun: "each template allowing up to 40 versions". */
const MAX_VERSIONS = 40;

/** Compares the sources with what the account's domain holds; changes nothing until `carryOut`. */
export async function planMailTemplates(
  templates: Templates,
  domain: string,
  sources: readonly MailTemplate[],
): Promise<TemplatePlan[]> {
  const plans: TemplatePlan[] = [];
  for (const source of sources) plans.push(await planOne(templates, domain, source));
  return plans;
}

async function planOne(
  templates: Templates,
  domain: string,
  source: MailTemplate,
): Promise<TemplatePlan> {
  const { name, description, html } = source;
  const tag = createHash("sha256").update(html).digest("hex").slice(0, 12);
  const current = await findTemplate(templates, domain, name);
  if (!current) {
    return {
      template: source,
      action: "create",
      reason: "not there yet",
      carryOut: async () => {
        await templates.create(domain, { name, description, template: html, tag });
      },
    };
  }
  const isContentNew = normalize(current.version?.template ?? "") !== normalize(html);
  const isDescriptionNew = current.description !== description;
  const reasons = [isContentNew && "content differs", isDescriptionNew && "description differs"];
  return {
    template: source,
    action: isContentNew || isDescriptionNew ? "update" : "keep",
    reason: reasons.filter(Boolean).join(", ") || "unchanged",
    carryOut: async () => {
      if (isContentNew) await publishVersion(templates, domain, source, tag);
      if (isDescriptionNew) await templates.update(domain, name, { description });
    },
  };
}

async function findTemplate(templates: Templates, domain: string, name: string) {
  try {
    return await templates.get(domain, name, { active: Enums.YesNo.YES });
  } catch (error) {
    const answer = z.object({ status: z.literal(404), details: z.string() }).safeParse(error);
    // An unknown domain is a 404 too, and must not look like a missing template.
    if (answer.success && !/domain/i.test(answer.data.details)) return undefined;
    throw error;
  }
}

/**
 * Makes the content the template's active version. A version of the same content's tag, made active elsewhere or
 * edited by hand, is set right in place; the oldest inactive version goes when there is no room for another.
 */
async function publishVersion(
  templates: Templates,
  domain: string,
  { name, html }: MailTemplate,
  tag: string,
): Promise<void> {
  const listed = await templates.listVersions(domain, name, { limit: 100 });
  const versions = listed.template.versions ?? [];
  if (versions.some((version) => version.tag === tag)) {
    await templates.updateVersion(domain, name, tag, { template: html, active: Enums.YesNo.YES });
    return;
  }
  const oldest = versions
    .filter((version) => !version.active)
    .toSorted((a, b) => Number(new Date(a.createdAt)) - Number(new Date(b.createdAt)))[0];
  if (versions.length >= MAX_VERSIONS && oldest) {
    await templates.destroyVersion(domain, name, oldest.tag);
  }
  await templates.createVersion(domain, name, { template: html, tag, active: Enums.YesNo.YES });
}

/** Forms carry line ends as CR LF, so what comes back differs from the source in those alone. */
function normalize(html: string): string {
  return html.replaceAll("\r\n", "\n").trim();
}
