import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Mailgun from "mailgun.js";
import { Enums } from "mailgun.js/definitions";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningMailgun, startMailgun } from "#sandbox/mailgun/startMailgun";
import { syncMailTemplates } from "./syncMailTemplates.ts";

const DOMAIN = "mail.example.com";

let dir: string;
let templatesDir: string;
let mailgun: RunningMailgun;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "sync-"));
  templatesDir = join(dir, "mail");
  await cp(fileURLToPath(new URL("../data/mail", import.meta.url)), templatesDir, {
    recursive: true,
  });
  mailgun = await startMailgun({
    dataDir: join(dir, "mailgun"),
    apiKey: "key",
    domain: DOMAIN,
    webhookSigningKey: "s",
  });
});

afterEach(async () => {
  await mailgun.stop();
  await rm(dir, { recursive: true });
});

async function sync(
  environment: Record<string, string | undefined> = {},
  planOnly = false,
): Promise<string> {
  const lines: string[] = [];
  await syncMailTemplates({
    environment: {
      MAILGUN_API_KEY: "key",
      MAILGUN_DOMAIN: DOMAIN,
      MAILGUN_BASE_URL: mailgun.url,
      ...environment,
    },
    templatesDir,
    planOnly,
    log: (line) => lines.push(line),
  });
  return lines.join("\n");
}

function templates() {
  const options = { username: "api", key: "key", url: mailgun.url, useFetch: true };
  return new Mailgun(FormData).client(options).domains.domainTemplates;
}

async function editSource(name: string, from: string, to: string): Promise<void> {
  const path = join(templatesDir, `${name}.html`);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

async function versionsOf(name: string) {
  const { template } = await templates().listVersions(DOMAIN, name, { limit: 100 });
  return template.versions ?? [];
}

test("the first run creates every template, the second changes nothing", async () => {
  const first = await sync();
  expect(first).toContain("create  verify_email  (not there yet)");
  expect(first).toContain("Created verify_email.");
  const stored = await templates().get(DOMAIN, "verify_email", { active: Enums.YesNo.YES });
  expect(stored.version?.template).toContain("{{verification_link}}");
  const second = await sync();
  expect(second).toContain("keep  verify_email  (unchanged)");
  expect(second).toContain("Nothing to do.");
  expect(await versionsOf("verify_email")).toHaveLength(1);
});

test("a plan changes nothing", async () => {
  expect(await sync({}, true)).toContain("Planned only, nothing changed.");
  expect((await templates().list(DOMAIN)).items).toEqual([]);
});

test("changed content becomes a new active version, changed back the old one again", async () => {
  await sync();
  await editSource("verify_email", "Welcome to SalesPulse.", "Good to see you.");
  const changed = await sync();
  expect(changed).toContain("update  verify_email  (content differs)");
  expect(changed).toContain("keep  reset_password");
  expect((await versionsOf("verify_email")).map((version) => version.active)).toEqual([
    false,
    true,
  ]);
  await editSource("verify_email", "Good to see you.", "Welcome to SalesPulse.");
  await sync();
  expect((await versionsOf("verify_email")).map((version) => version.active)).toEqual([
    true,
    false,
  ]);
});

test("a version edited by hand and a changed description are set right", async () => {
  await sync();
  const [version] = await versionsOf("verify_email");
  await templates().updateVersion(DOMAIN, "verify_email", version?.tag ?? "", { template: "x" });
  await templates().update(DOMAIN, "verify_email", { description: "y" });
  expect(await sync()).toContain("(content differs, description differs)");
  expect(await sync()).toContain("Nothing to do.");
});

test("at Mailgun's limit of 40 versions the oldest inactive one makes room", async () => {
  await sync();
  for (let number = 1; number < 40; number += 1) {
    await templates().createVersion(DOMAIN, "verify_email", { template: "old", tag: `t${number}` });
  }
  await editSource("verify_email", "Welcome to SalesPulse.", "Good to see you.");
  await sync();
  const versions = await versionsOf("verify_email");
  expect(versions).toHaveLength(40);
  expect(versions.map((version) => version.tag)).not.toContain("t1");
  expect(versions.filter((version) => version.active)).toHaveLength(1);
});

test.each([
  [
    "missing settings",
    { MAILGUN_API_KEY: undefined, MAILGUN_DOMAIN: "" },
    "Missing or unusable in the environment: MAILGUN_API_KEY, MAILGUN_DOMAIN.",
  ],
  ["a base URL that is none", { MAILGUN_BASE_URL: "eu" }, "environment: MAILGUN_BASE_URL."],
  ["a wrong key", { MAILGUN_API_KEY: "wrong" }, "Mailgun refuses MAILGUN_API_KEY"],
  [
    "an unknown domain",
    { MAILGUN_DOMAIN: "other.example.com" },
    "Mailgun answered 404: Domain not found: other.example.com",
  ],
  [
    "nobody there",
    { MAILGUN_BASE_URL: "http://127.0.0.1:9" },
    "Mailgun could not be reached at http://127.0.0.1:9",
  ],
])("%s are told in one line", async (_name, environment, message) => {
  await expect(sync(environment)).rejects.toThrow(message);
});
