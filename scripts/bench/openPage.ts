import { chromium, type Page } from "@playwright/test";
import { chromiumArgs, findChromium } from "../../desktop/test/host/findChromium.ts";
import type { Endings } from "../start/Endings.ts";
import type { Person, Scale } from "../scale/startScale.ts";

/** Opens a page of the built app in a real Chromium, signed in as somebody. */
export async function openPage(scale: Scale, person: Person, endings: Endings): Promise<Page> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  endings.add(() => browser.close());
  const context = await browser.newContext({
    baseURL: scale.appOrigin,
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies(
    [...person.client.cookies()].map(([name, value]) => ({
      name,
      value,
      url: scale.appOrigin,
      httpOnly: true,
    })),
  );
  return context.newPage();
}
