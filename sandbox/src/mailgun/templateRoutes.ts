import { Hono } from "hono";
import { z } from "zod";
import type { MailgunContext } from "./MailgunContext.ts";
import { MailgunError } from "./MailgunError.ts";
import { pageOf } from "./pageOf.ts";
import { readForm } from "./readForm.ts";
import type { Template, TemplateVersion } from "./TemplateStore.ts";

const NAME = /^[\w.~-]{1,256}$/;

const createSchema = z.object({
  name: z.string("name parameter is missing").regex(NAME, "name parameter is invalid"),
  description: z.string().default(""),
  createdBy: z.string().default(""),
  template: z.string().optional(),
  tag: z.string().regex(NAME, "tag parameter is invalid").default("initial"),
  engine: z.literal("handlebars", "engine must be handlebars").optional(),
  comment: z.string().default(""),
});
const updateSchema = z.object({ description: z.string("description parameter is missing") });
const createVersionSchema = z.object({
  template: z.string("template parameter is missing"),
  tag: z.string("tag parameter is missing").regex(NAME, "tag parameter is invalid"),
  engine: z.literal("handlebars", "engine must be handlebars").optional(),
  comment: z.string().default(""),
  active: z.enum(["yes", "no"], "active must be yes or no").default("no"),
});
const updateVersionSchema = z.object({
  template: z.string().optional(),
  comment: z.string().optional(),
  active: z.enum(["yes", "no"], "active must be yes or no").default("no"),
});

/**
 * Mailgun's Templates API: templates and their versions.
 * https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/templates
 */
export function templateRoutes({ templates }: MailgunContext): Hono {
  const app = new Hono();
  app.get("/templates", (c) => {
    const page = pageOf(templates.all, (template) => template.name, new URL(c.req.url));
    return c.json({ items: page.items.map(describe), paging: page.paging });
  });
  app.post("/templates", async (c) => {
    const input = parse(createSchema, await readForm(c));
    const template = templates.create(input);
    if (input.template === undefined) {
      return c.json({ message: "template has been stored", template: describe(template) });
    }
    const { tag, comment } = input;
    const version = { tag, comment, template: input.template, active: true };
    const stored = describeVersion(templates.addVersion(template, version));
    return c.json({
      message: "template has been stored",
      template: { ...describe(template), version: stored },
    });
  });
  app.delete("/templates", (c) => {
    templates.removeAll();
    return c.json({ message: "templates have been deleted" });
  });
  app.get("/templates/:name", (c) => {
    const template = templates.get(c.req.param("name"));
    const active = template.versions.find((version) => version.active);
    const isWanted = c.req.query("active") === "yes" && active !== undefined;
    return c.json({
      template: {
        ...describe(template),
        ...(isWanted ? { version: { ...describeVersion(active), template: active.template } } : {}),
      },
    });
  });
  app.put("/templates/:name", async (c) => {
    const template = templates.get(c.req.param("name"));
    template.description = parse(updateSchema, await readForm(c)).description;
    templates.save();
    return c.json({ message: "template has been updated", template: { name: template.name } });
  });
  app.delete("/templates/:name", (c) => {
    const template = templates.get(c.req.param("name"));
    templates.remove(template);
    return c.json({ message: "template has been deleted", template: { name: template.name } });
  });
  app.get("/templates/:name/versions", (c) => {
    const template = templates.get(c.req.param("name"));
    const page = pageOf(template.versions, (version) => version.tag, new URL(c.req.url));
    const versions = page.items.map(describeVersion);
    return c.json({ template: { ...describe(template), versions }, paging: page.paging });
  });
  app.post("/templates/:name/versions", async (c) => {
    const template = templates.get(c.req.param("name"));
    const input = parse(createVersionSchema, await readForm(c));
    const version = templates.addVersion(template, { ...input, active: input.active === "yes" });
    return c.json({
      message: "new version of the template has been stored",
      template: { ...describe(template), version: describeVersion(version) },
    });
  });
  app.get("/templates/:name/versions/:tag", (c) => {
    const template = templates.get(c.req.param("name"));
    const version = templates.getVersion(template, c.req.param("tag"));
    return c.json({
      template: {
        ...describe(template),
        version: { ...describeVersion(version), template: version.template },
      },
    });
  });
  app.put("/templates/:name/versions/:tag", async (c) => {
    const template = templates.get(c.req.param("name"));
    const version = templates.getVersion(template, c.req.param("tag"));
    const change = parse(updateVersionSchema, await readForm(c));
    templates.updateVersion(template, version, { ...change, active: change.active === "yes" });
    return c.json({ message: "version has been updated", template: nameOf(template, version) });
  });
  app.delete("/templates/:name/versions/:tag", (c) => {
    const template = templates.get(c.req.param("name"));
    const version = templates.getVersion(template, c.req.param("tag"));
    templates.removeVersion(template, version);
    return c.json({ message: "version has been deleted", template: nameOf(template, version) });
  });
  return app;
}

function parse<T extends z.ZodType>(schema: T, form: FormData): z.output<T> {
  const result = schema.safeParse(Object.fromEntries(form));
  if (!result.success) throw new MailgunError(400, result.error.issues[0]?.message ?? "bad form");
  return result.data;
}

function describe(template: Template) {
  const { id, name, description, createdBy, createdAtMs } = template;
  return { id, name, description, createdBy, createdAt: formatDate(createdAtMs) };
}

function describeVersion({ id, tag, comment, active, createdAtMs }: TemplateVersion) {
  const createdAt = formatDate(createdAtMs);
  return { id, tag, engine: "handlebars", mjml: "", comment, active, createdAt };
}

function nameOf(template: Template, version: TemplateVersion) {
  return { name: template.name, version: { tag: version.tag } };
}

function formatDate(atMs: number): string {
  return new Date(atMs).toUTCString().replace("GMT", "UTC");
}
