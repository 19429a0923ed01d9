import { expect, it } from "vitest";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone } from "../src/clients/supabase/rows.ts";
import { Browser } from "./Browser.ts";
import { awaitMail, tokenOf } from "./mailbox.ts";
import { join, newAddress, PASSWORD, settings, signUpOperator, signUpProven } from "./people.ts";

const TERMS = { planId: "team", seats: 2, extraSimLines: 4 };

it("terms are agreed by operators alone, count at once, and can be ended", async () => {
  const [operator, admin] = await Promise.all([signUpOperator(), signUpProven()]);
  const organizationId = (await admin.browser.call("getMe", {})).membership?.organization.id ?? "";
  const allowance = async () =>
    (await admin.browser.call("getMe", {})).membership?.allowance ?? null;
  expect(await allowance()).toMatchObject({ planId: "free", state: "open", seats: 5, simLines: 2 });

  const put = { params: { organizationId }, body: { contract: TERMS } };
  expect(await admin.browser.refused("setContract", put)).toMatchObject({ status: 403 });
  expect(await operator.browser.call("setContract", put)).toEqual({ contract: TERMS });
  expect(await allowance()).toMatchObject({ planId: "team", seats: 2, simLines: 24, lists: null });
  const params = { organizationId };
  expect(await operator.browser.call("getOrganization", { params })).toMatchObject({
    terms: { contract: TERMS, allowance: { planName: "Team" } },
  });
  for (const contract of [
    { ...TERMS, planId: "golden" },
    { ...TERMS, seats: 0 },
    { ...TERMS, extraSimLines: 0.5 },
  ])
    expect(
      await operator.browser.refused("setContract", { params, body: { contract } }),
    ).toMatchObject({ code: "invalid_input" });
  expect(
    await operator.browser.refused("setContract", {
      params: { organizationId: crypto.randomUUID() },
      body: { contract: TERMS },
    }),
  ).toMatchObject({ code: "not_found" });

  expect(await operator.browser.call("setContract", { params, body: { contract: null } })).toEqual({
    contract: null,
  });
  expect(await allowance()).toMatchObject({ planId: "free" });
});

it("who is invited where no seat is left is told so, and comes in once there is one", async () => {
  const [operator, admin] = await Promise.all([signUpOperator(), signUpProven()]);
  const params = {
    organizationId: (await admin.browser.call("getMe", {})).membership?.organization.id ?? "",
  };
  const agree = (seats: number) =>
    operator.browser.call("setContract", { params, body: { contract: { ...TERMS, seats } } });
  await agree(3);
  const email = newAddress("late");
  await admin.browser.call("invite", { body: { email, role: "rep" } });
  await join(admin, "rep");
  expect(
    await admin.browser.refused("invite", { body: { email: newAddress(), role: "rep" } }),
  ).toMatchObject({ status: 409, code: "plan_limit" });
  await agree(2);
  const token = tokenOf(await awaitMail(email, "invite_member"), "invite_link");
  const comer = new Browser();
  const body = { email, password: PASSWORD, data: { invitation_token: token } };
  expect(await comer.refused("signUp", { body })).toMatchObject({ code: "plan_limit" });
  await agree(3);
  await comer.call("signUp", { body });
  expect((await comer.call("getMe", {})).membership?.role).toBe("rep");
});

it("after the grace everything is read and exported, and nothing written", async () => {
  const admin = await signUpProven();
  const id = crypto.randomUUID();
  await admin.browser.call("createList", { body: { id, name: "List" } });
  const { membership } = await admin.browser.call("getMe", {});
  assertDone(
    await serviceDatabase(settings).from("entitlements").insert({
      organization_id: membership?.organization.id,
      plan_id: "pro",
      extra_sim_lines: 0,
      grace_ends_at: "2026-01-01T00:00:00Z",
    }),
  );
  const { browser } = admin;
  expect((await browser.call("getMe", {})).membership?.allowance).toMatchObject({
    planId: "pro",
    state: "read_only",
  });
  const refused = { status: 402, code: "read_only" };
  expect(
    await browser.refused("updateList", { params: { listId: id }, body: { name: "Other" } }),
  ).toMatchObject(refused);
  expect(await browser.refused("updateOrganization", { body: { name: "Other" } })).toMatchObject(
    refused,
  );
  expect(
    await browser.refused("invite", { body: { email: newAddress(), role: "rep" } }),
  ).toMatchObject(refused);
  expect((await browser.call("listLists", {})).lists).toHaveLength(1);
  const session = await browser.call("syncDialSession", {
    params: { sessionId: crypto.randomUUID() },
    body: { listId: id, status: "dialing", target: 3 },
  });
  expect(session.held).toEqual([]);
  await browser.call("startExport", { body: { id: crypto.randomUUID() } });
  await browser.call("updateMe", { body: { fullName: "Still me" } });
  await browser.call("deleteList", { params: { listId: id } });
});
