import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumArgs, findChromium } from "../../../desktop/test/host/findChromium.ts";
import { type RunningMailgun, startMailgun } from "./startMailgun.ts";

const executablePath = chromiumOrNone();
const hasChromium = executablePath !== undefined;
let dataDir: string;
let mailgun: RunningMailgun;
let browser: Browser;

beforeAll(async () => {
  if (executablePath === undefined) return;
  dataDir = await mkdtemp(join(tmpdir(), "mailbox-"));
  mailgun = await startMailgun({
    dataDir,
    apiKey: "key",
    domain: "mail.example.com",
    webhookSigningKey: "s",
    templatesDir: fileURLToPath(new URL("../../../data/mail", import.meta.url)),
  });
  browser = await chromium.launch({ executablePath, args: chromiumArgs });
});

afterAll(async () => {
  if (!hasChromium) return;
  await browser.close();
  await mailgun.stop();
  await rm(dataDir, { recursive: true });
});

function chromiumOrNone(): string | undefined {
  try {
    return findChromium();
  } catch {
    return undefined;
  }
}

async function send(to: string, subject: string, body: Record<string, string>): Promise<void> {
  const response = await fetch(`${mailgun.url}/v3/mail.example.com/messages`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("api:key")}` },
    body: new URLSearchParams({ from: "notifications@mail.example.com", to, subject, ...body }),
  });
  expect(response.status).toBe(200);
}

/** What axe finds on the page at `url`; without the mail's frame, where no script can run, axe's neither. */
async function violationsOf(context: BrowserContext, url: string): Promise<unknown[]> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("heading", { level: 2 }).waitFor();
  await page.locator("iframe").evaluate((frame) => frame.remove());
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  await page.close();
  return violations;
}

test.skipIf(!hasChromium)(
  "the mailbox works by keyboard, opens links in a new tab, shows new mail by itself and runs no script of a mail",
  async () => {
    const link = `${mailgun.url}/mailbox?to=opened-from-the-mail`;
    await send("bob@example.com", "Hostile <b>subject</b>", {
      html: "<p>hostile</p><script>top.document.title='owned'</script><img src=x onerror=top.location='/'>",
    });
    for (const colorScheme of ["light", "dark"] as const) {
      await send(`${colorScheme}@example.com`, `Verify ${colorScheme}`, {
        template: "verify_email",
        "t:variables": JSON.stringify({ verification_link: link }),
      });
      const context = await browser.newContext({ colorScheme });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      await page.goto(mailgun.mailboxUrl);
      await page.getByRole("link", { name: `Verify ${colorScheme}` }).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type(`${colorScheme}@`);
      await page.getByText("1 message", { exact: true }).waitFor();
      await page.keyboard.press("ArrowDown");
      const mail = page.frameLocator("iframe");
      const button = mail.getByRole("link", { name: "Verify my address" });
      await button.waitFor();
      expect(await violationsOf(context, page.url())).toEqual([]);
      const [opened] = await Promise.all([context.waitForEvent("page"), button.click()]);
      await opened.waitForURL(link);
      expect(page.url()).toContain(mailgun.mailboxUrl);

      await send(`${colorScheme}@example.com`, `Newer ${colorScheme}`, { text: "news" });
      await page.getByRole("link", { name: `Newer ${colorScheme}` }).waitFor();
      expect(await page.getByRole("heading", { level: 2 }).textContent()).toBe(
        `Verify ${colorScheme}`,
      );
      expect(await page.locator("#list li").first().textContent()).toContain(
        `Newer ${colorScheme}`,
      );

      await page.getByRole("searchbox").fill("bob@");
      await page.getByRole("link", { name: "Hostile <b>subject</b>" }).click();
      await mail.getByText("hostile").waitFor();
      expect(await page.title()).toBe("Mailbox · SalesPulse");
      await page.getByRole("button", { name: "Details" }).click();
      await page.getByText("Message-Id").waitFor();
      await context.close();
    }
  },
  120_000,
);
