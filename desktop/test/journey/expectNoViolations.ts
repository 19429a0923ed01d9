import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Finds nothing on the page that breaks WCAG 2.2 AA, as far as a machine can tell. */
export async function expectNoViolations(page: Page, where: string) {
  // The page moves nothing that axe could catch half way.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(
    violations.map(
      ({ id, nodes }) => `${where}: ${id}: ${nodes.map((node) => node.html).join(" ")}`,
    ),
  ).toEqual([]);
}
