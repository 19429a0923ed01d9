import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadMailTemplates } from "./loadMailTemplates.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mail-"));
  await writeFile(join(dir, "layout.html"), "<h1>[[heading]]</h1>[[message]]<a>[[link]]</a>");
});

afterEach(() => rm(dir, { recursive: true }));

function source(sections: Record<string, string>): string {
  return Object.entries(sections)
    .map(([name, text]) => `<!-- ${name} -->\n${text}\n`)
    .join("");
}

const whole = {
  description: "Says hello",
  preheader: "p",
  heading: "Hello",
  message: "<p>$& {{name}}</p>",
  button: "b",
  link: "{{link}}",
  afterword: "a",
};

test("the sections fill the frame, variables left for Mailgun", async () => {
  await writeFile(join(dir, "hello.html"), source(whole));
  expect(await loadMailTemplates(dir)).toEqual([
    {
      name: "hello",
      description: "Says hello",
      html: "<h1>Hello</h1><p>$& {{name}}</p><a>{{link}}</a>",
    },
  ]);
});

const { link: _link, ...withoutLink } = whole;

test.each([
  ["a missing section", withoutLink],
  ["an empty section", { ...whole, link: " " }],
  ["an unknown section", { ...whole, footer: "f" }],
])("%s is an error that names the file", async (_name, sections) => {
  await writeFile(join(dir, "broken.html"), source(sections));
  await expect(loadMailTemplates(dir)).rejects.toThrow("broken.html: expected the sections");
});

test("a place in the frame that no section fills is an error", async () => {
  await writeFile(join(dir, "layout.html"), "[[footer]]");
  await writeFile(join(dir, "hello.html"), source(whole));
  await expect(loadMailTemplates(dir)).rejects.toThrow("[[footer]]");
});
