import { api, type Endpoint } from "#shared/api";
import { beforeAll, describe, expect, it } from "vitest";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone } from "../src/clients/supabase/rows.ts";
import { countOrganizations } from "../src/service/countOrganizations.ts";
import { type Person, settings, signUpOperator, signUpProven } from "./people.ts";

const db = serviceDatabase(settings);
let operator: Person;
let admin: Person;
let organizationId: string;

beforeAll(async () => {
  [operator, admin] = await Promise.all([signUpOperator(), signUpProven("founder")]);
  const { membership } = await admin.browser.call("updateOrganization", {
    body: { name: "Acme, Inc. (west)" },
  });
  organizationId = membership?.organization.id ?? "";
  const list = await admin.browser.call("createList", {
    body: { id: crypto.randomUUID(), name: "Secret list" },
  });
  await admin.browser.call("importLeads", {
    params: { listId: list.id },
    body: {
      rows: [
        {
          rowNumber: 1,
          fields: { name: "Secret Lead", phone: "4155550142", email: "secret@x.test" },
        },
      ],
    },
  });
  const { leads } = await admin.browser.call("listLeads", { query: {} });
  assertDone(
    await db.from("calls").insert({
      id: crypto.randomUUID(),
      organization_id: organizationId,
      lead_id: leads[0]?.id,
      user_id: admin.id,
      phone: "+14155550142",
      started_at: new Date().toISOString(),
      notes: "Secret notes",
      is_practice: false,
    }),
  );
  await admin.browser.call("saveScript", {
    params: { scriptId: crypto.randomUUID() },
    body: { name: "Secret script", text: "Secret words" },
  });
  await countOrganizations(settings);
});

describe("the operators' view of organisations", () => {
  it("finds them by name and shows what was counted", async () => {
    const { organizations } = await operator.browser.call("listOrganizations", {
      query: { search: "inc. (WEST" },
    });
    expect(organizations).toMatchObject([
      { id: organizationId, members: 1, leads: 1, calls: 1, state: "active" },
    ]);
  });

  it("walks them page by page in any order", async () => {
    for (const sort of ["name", "since", "activity", "leads"] as const) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const page = await operator.browser.call("listOrganizations", {
          query: {
            sort,
            descending: "true",
            limit: 2,
            ...(cursor === undefined ? {} : { cursor }),
          },
        });
        seen.push(...page.organizations.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(seen).toContain(organizationId);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  it("refuses a cursor that is none of that order's", async () => {
    const cursor = btoa(JSON.stringify(["x", crypto.randomUUID()]));
    const refused = await operator.browser.refused("listOrganizations", {
      query: { sort: "leads", cursor },
    });
    expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
  });

  it("shows the people of one, and answers 404 for none", async () => {
    const detail = await operator.browser.call("getOrganization", { params: { organizationId } });
    expect(detail.members).toMatchObject([{ email: admin.email, role: "admin" }]);
    const refused = await operator.browser.refused("getOrganization", {
      params: { organizationId: crypto.randomUUID() },
    });
    expect(refused).toMatchObject({ status: 404, code: "not_found" });
  });

  it("shows nothing of leads, calls or scripts, whatever is asked", async () => {
    const endpoints = Object.values<Endpoint>(api).filter(
      ({ access, method }) => access === "operator" && method === "GET",
    );
    expect(endpoints.length).toBeGreaterThan(5);
    for (const { path } of endpoints) {
      const reply = await operator.browser.request(path.replaceAll(/:\w+/g, () => organizationId));
      expect(reply.text).not.toContain("Secret");
      expect(reply.text).not.toContain("secret@");
    }
    for (const path of ["/api/leads", "/api/calls"])
      expect((await operator.browser.request(path)).text).not.toContain("Secret");
  });
});

describe("settings of the service", () => {
  it("are changed one at a time, and what is no version is refused", async () => {
    const before = await operator.browser.call("getServiceSettings", {});
    const changed = await operator.browser.call("updateServiceSettings", {
      body: { minimumDesktopVersion: "0.0.1" },
    });
    expect(changed).toEqual({ ...before, minimumDesktopVersion: "0.0.1" });
    for (const minimumDesktopVersion of ["1.2", "v1.2.3", "1.2.3-beta", "01.2.3"]) {
      const refused = await operator.browser.refused("updateServiceSettings", {
        body: { minimumDesktopVersion },
      });
      expect(refused).toMatchObject({ code: "invalid_input" });
    }
    await operator.browser.call("updateServiceSettings", { body: before });
  });
});

describe("prices", () => {
  const price = (changes = {}) => ({
    id: crypto.randomUUID(),
    key: "turn_gb" as const,
    amountMicros: 45_000,
    ...changes,
  });

  it("begin once, however often they are sent, and stand beside those of before", async () => {
    const body = price();
    const begun = await operator.browser.call("beginPrice", { body });
    expect(await operator.browser.call("beginPrice", { body })).toEqual(begun);
    expect(begun).toMatchObject({ unit: "GB", amountMicros: 45_000, isExample: false });
    const { prices } = await operator.browser.call("listPrices", {});
    const ofKey = prices.filter(({ key }) => key === "turn_gb");
    expect(ofKey[0]).toEqual(begun);
    expect(ofKey.at(-1)).toMatchObject({ amountMicros: 50_000, isExample: true });
  });

  it("do not begin in the past", async () => {
    const refused = await operator.browser.refused("beginPrice", {
      body: price({ validFrom: "2026-01-01T00:00:00Z" }),
    });
    expect(refused).toMatchObject({ status: 400, code: "invalid_input" });
  });
});
