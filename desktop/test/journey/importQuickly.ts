import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { LeadField } from "#shared/leads";
import { askApi } from "./askApi.ts";
import { zoneAtNoon } from "./zoneAtNoon.ts";

/**
 * Makes a list of fictional leads named `Lead 1`, `Lead 2`, … without the screens. Answers its id. It is
 * noon where they are, unless told otherwise.
 */
export async function importQuickly(
  page: Page,
  name: string,
  count: number,
  { areaCode = "415", ...more }: Partial<Record<LeadField, string>> & { areaCode?: string } = {},
): Promise<string> {
  const id = randomUUID();
  await askApi(page, "POST", "/api/lists", { id, name });
  await askApi(page, "POST", `/api/lists/${id}/leads`, {
    rows: Array.from({ length: count }, (_, index) => ({
      rowNumber: index + 1,
      fields: {
        name: `Lead ${index + 1}`,
        company: "Contoso",
        phone: `${areaCode}555${String(100 + index).padStart(4, "0")}`,
        timeZone: zoneAtNoon(),
        ...more,
      },
    })),
  });
  return id;
}
