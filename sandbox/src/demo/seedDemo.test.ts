import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type RunningWorld } from "#sandbox/world/startWorld";
import { readDemo, type Demo } from "./readDemo.ts";
import { seedDemoAccounts } from "./seedDemoAccounts.ts";

const root = join(import.meta.dirname, "..", "..", "..");

let folder: string;
let world: RunningWorld;
let demo: Demo;
beforeAll(async () => {
  demo = await readDemo(root);
  folder = await mkdtemp(join(tmpdir(), "salespulse-demo-"));
  world = await startWorld({
    root,
    dataDir: join(folder, "world"),
    appOrigin: "http://localhost:8787",
  });
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

it("the leads are 200 fictional people whose numbers ring nowhere", () => {
  expect(demo.leads).toHaveLength(200);
  expect(new Set(demo.leads.map(({ phone }) => phone)).size).toBe(200);
  for (const { phone, email } of demo.leads) {
    // 555-0100 to 555-0199 are set aside for fiction (NANPA), `.example` by RFC 2606.
    expect(phone).toMatch(/^\+1\d{3}55501\d\d$/);
    expect(parsePhoneNumberFromString(phone)?.isValid()).toBe(true);
    expect(email).toMatch(/\.example$/);
  }
  const states = new Set(demo.leads.map(({ state }) => state));
  expect([...states]).toEqual(expect.arrayContaining(["NY", "TX", "CO", "AZ", "CA", "AK", "HI"]));
});

it("seeding makes one organisation of proved people with their roles, however often it runs", async () => {
  const { supabase } = world.stack;
  await seedDemoAccounts(supabase, demo);
  await seedDemoAccounts(supabase, demo);
  const service = createClient(supabase.url, supabase.serviceKey);
  const organizations = await service.from("organizations").select("name, named_at");
  expect(organizations.data).toEqual([{ name: demo.organization, named_at: expect.any(String) }]);
  const people = await service
    .from("memberships")
    .select("role, profiles(email, full_name, address_proven_at)");
  expect(people.data).toHaveLength(demo.accounts.length);
  expect(people.data).toEqual(
    expect.arrayContaining(
      demo.accounts.map(({ email, name, role }) => ({
        role,
        profiles: { email, full_name: name, address_proven_at: expect.any(String) },
      })),
    ),
  );
  const mail = await service.from("mail_outbox").select("recipient");
  expect(mail.data).toEqual([]);
});
