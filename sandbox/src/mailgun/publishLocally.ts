import { createHash } from "node:crypto";
import type { MailTemplate } from "./loadMailTemplates.ts";
import type { TemplateStore } from "./TemplateStore.ts";

/** Makes the store hold exactly these sources as the active versions, leaving other templates alone. */
export function publishLocally(store: TemplateStore, sources: readonly MailTemplate[]): void {
  for (const { name, description, html } of sources) {
    const tag = createHash("sha256").update(html).digest("hex").slice(0, 12);
    const template = store.find(name) ?? store.create({ name, description, createdBy: "" });
    template.description = description;
    template.versions = template.versions.filter((version) => version.template === html);
    const current = template.versions[0];
    if (current) store.activate(template, current);
    else store.addVersion(template, { tag, template: html, comment: "", active: true });
    store.save();
  }
}
