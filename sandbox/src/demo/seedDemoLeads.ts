import { api } from "#shared/api";
import { IMPORT_ROWS_PER_REQUEST, type ImportRow } from "#shared/leads";
import type { Demo } from "./readDemo.ts";

/** Fixed, so that seeding again finds the list that the first time made. */
const LIST_ID = "5a1e5b00-de30-4c0d-8c0d-200000000001";
const LIST_NAME = "Coast to coast";

/**
 * Imports the demo leads through the product's own API, as the demo organisation's admin would: the Worker judges
 * numbers and time zones. May be run again: a lead that is there is passed over.
 */
export async function seedDemoLeads(appOrigin: string, demo: Demo): Promise<void> {
  const cookie = await signIn(appOrigin, demo.accounts[0].email, demo.password);
  await send(appOrigin, cookie, api.createList.path, { id: LIST_ID, name: LIST_NAME });
  const rows = demo.leads.map(({ zip, ...lead }, index) => ({
    rowNumber: index + 1,
    fields: { ...lead, postalCode: zip },
    custom: {},
  })) satisfies ImportRow[];
  const path = api.importLeads.path.replace(":listId", LIST_ID);
  for (let from = 0; from < rows.length; from += IMPORT_ROWS_PER_REQUEST) {
    const slice = rows.slice(from, from + IMPORT_ROWS_PER_REQUEST);
    const answer = await send(appOrigin, cookie, path, { rows: slice });
    const { refused } = api.importLeads.answer.parse(await answer.json());
    const bad = refused.filter(({ reason }) => reason !== "duplicate");
    if (bad.length > 0) throw new Error(`Demo leads were refused: ${JSON.stringify(bad)}.`);
  }
}

/** Signs in and answers the Cookie header of the session. */
async function signIn(appOrigin: string, email: string, password: string): Promise<string> {
  const path = `${api.token.path}?grant_type=password`;
  const answer = await send(appOrigin, "", path, { email, password });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function send(
  appOrigin: string,
  cookie: string,
  path: string,
  body: unknown,
): Promise<Response> {
  const answer = await fetch(new URL(path, appOrigin), {
    method: "POST",
    headers: { "content-type": "application/json", origin: appOrigin, cookie },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
