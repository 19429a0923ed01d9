import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** A mail template ready to be published: HTML with Handlebars variables, the frame already around it. */
export interface MailTemplate {
  readonly name: string;
  readonly description: string;
  readonly html: string;
}

const SECTIONS = [
  "description",
  "preheader",
  "heading",
  "message",
  "button",
  "link",
  "afterword",
] as const;

/**
 * Reads the template sources in `dir` (the format is in data/mail/README.md), sorted by name.
 * Throws an error that names the file when a section is missing, unknown or out of order.
 */
export async function loadMailTemplates(dir: string): Promise<MailTemplate[]> {
  const layout = await readFile(join(dir, "layout.html"), "utf8");
  const files = (await readdir(dir)).filter((file) => file.endsWith(".html"));
  const sources = files.filter((file) => file !== "layout.html").toSorted();
  return Promise.all(
    sources.map(async (file) => {
      const path = join(dir, file);
      const sections = readSections(path, await readFile(path, "utf8"));
      const html = layout.replaceAll(/\[\[(\w+)\]\]/g, (place, name: string) => {
        const text = sections.get(name);
        if (text === undefined) throw new Error(`layout.html: ${place} is not a section of a mail`);
        return text;
      });
      return {
        name: file.slice(0, -".html".length),
        description: sections.get("description") ?? "",
        html,
      };
    }),
  );
}

function readSections(path: string, source: string): Map<string, string> {
  const parts = source.split(/^<!-- (\w+) -->$/m);
  const sections = new Map<string, string>();
  for (let at = 1; at + 1 < parts.length; at += 2) {
    sections.set(parts[at] ?? "", (parts[at + 1] ?? "").trim());
  }
  const found = [...sections.keys()].join(", ");
  const hasEmpty = [...sections.values()].includes("");
  if (found !== SECTIONS.join(", ") || hasEmpty || parts[0]?.trim() !== "") {
    throw new Error(
      `${path}: expected the sections ${SECTIONS.join(", ")}, each with text; found: ${found || "none"}`,
    );
  }
  return sections;
}
