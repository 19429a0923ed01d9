import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { hasCode } from "../machine/hasCode.ts";
import { MailgunError } from "./MailgunError.ts";

const versionSchema = z.object({
  id: z.string(),
  tag: z.string(),
  template: z.string(),
  comment: z.string(),
  active: z.boolean(),
  createdAtMs: z.number(),
});
const templateSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  createdBy: z.string(),
  createdAtMs: z.number(),
  versions: z.array(versionSchema),
});

export type TemplateVersion = z.infer<typeof versionSchema>;
export type Template = z.infer<typeof templateSchema>;

/** Mailgun's limits: "Each domain supports up to 100 templates, with each template allowing up to 40 versions." */
const MAX_TEMPLATES = 100;
const MAX_VERSIONS = 40;
/** "100Kb max template size" */
const MAX_TEMPLATE_BYTES = 100 * 1024;

/** The domain's templates, in the order of their making; kept in `templates.json`, replaced as a whole. */
export class TemplateStore {
  readonly #path: string;
  #templates: Template[];

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    this.#path = join(dataDir, "templates.json");
    this.#templates = readTemplates(this.#path);
  }

  get all(): readonly Template[] {
    return this.#templates;
  }

  find(name: string): Template | undefined {
    return this.#templates.find((template) => template.name === name.toLowerCase());
  }

  /** Throws Mailgun's 404 when there is no such template. */
  get(name: string): Template {
    const template = this.find(name);
    if (!template) throw new MailgunError(404, "template not found");
    return template;
  }

  /** Throws Mailgun's 404 when the template has no version of that tag. */
  getVersion(template: Template, tag: string): TemplateVersion {
    const version = template.versions.find((candidate) => candidate.tag === tag.toLowerCase());
    if (!version) throw new MailgunError(404, "version not found");
    return version;
  }

  create(input: { name: string; description: string; createdBy: string }): Template {
    if (this.find(input.name)) {
      throw new MailgunError(400, `template with name '${input.name}' already exists`);
    }
    if (this.#templates.length >= MAX_TEMPLATES) {
      throw new MailgunError(400, `templates limit ${MAX_TEMPLATES} is reached`);
    }
    const template: Template = {
      id: crypto.randomUUID(),
      name: input.name.toLowerCase(),
      description: input.description,
      createdBy: input.createdBy,
      createdAtMs: Date.now(),
      versions: [],
    };
    this.#templates.push(template);
    this.save();
    return template;
  }

  /** The first version of a template becomes its active one, whatever is asked for. */
  addVersion(
    template: Template,
    input: { tag: string; template: string; comment: string; active: boolean },
  ): TemplateVersion {
    checkTemplateSize(input.template);
    if (template.versions.some((version) => version.tag === input.tag.toLowerCase())) {
      throw new MailgunError(400, `version with tag '${input.tag}' already exists`);
    }
    if (template.versions.length >= MAX_VERSIONS) {
      throw new MailgunError(400, `template versions limit ${MAX_VERSIONS} is reached`);
    }
    const version: TemplateVersion = {
      id: crypto.randomUUID(),
      tag: input.tag.toLowerCase(),
      template: input.template,
      comment: input.comment,
      active: false,
      createdAtMs: Date.now(),
    };
    template.versions.push(version);
    if (input.active || template.versions.length === 1) this.activate(template, version);
    this.save();
    return version;
  }

  updateVersion(
    template: Template,
    version: TemplateVersion,
    change: { template?: string | undefined; comment?: string | undefined; active: boolean },
  ): void {
    if (change.template !== undefined) {
      checkTemplateSize(change.template);
      version.template = change.template;
    }
    if (change.comment !== undefined) version.comment = change.comment;
    if (change.active) this.activate(template, version);
    this.save();
  }

  activate(template: Template, version: TemplateVersion): void {
    for (const other of template.versions) other.active = other === version;
  }

  removeVersion(template: Template, version: TemplateVersion): void {
    template.versions = template.versions.filter((other) => other !== version);
    this.save();
  }

  remove(template: Template): void {
    this.#templates = this.#templates.filter((other) => other !== template);
    this.save();
  }

  removeAll(): void {
    this.#templates = [];
    this.save();
  }

  save(): void {
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#templates, null, 2), {
      mode: 0o600,
      flush: true,
    });
    renameSync(`${this.#path}.new`, this.#path);
  }
}

function readTemplates(path: string): Template[] {
  try {
    return z.array(templateSchema).parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw new Error(`${path} cannot be read; remove it to start without templates`, {
      cause: error,
    });
  }
}

function checkTemplateSize(template: string): void {
  if (Buffer.byteLength(template) > MAX_TEMPLATE_BYTES) {
    throw new MailgunError(400, "The template is too large: 100 KB at most");
  }
}
