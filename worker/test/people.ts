import { env } from "cloudflare:test";
import { serviceDatabase } from "../src/clients/supabase/database.ts";
import { assertDone } from "../src/clients/supabase/rows.ts";
import { type Bindings, readEnv } from "../src/env.ts";
import { Browser } from "./Browser.ts";
import { awaitMail, tokenOf } from "./mailbox.ts";

/** A password that is neither short nor common. */
export const PASSWORD = "plain sailing 42";

/** A signed-up person with their browser. */
export interface Person {
  readonly browser: Browser;
  readonly email: string;
  readonly id: string;
}

/** An address nobody else uses. */
export function newAddress(name = "person"): string {
  return `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@example.test`;
}

/** Signs a new person up; they found their own organisation. */
export async function signUp(name = "person"): Promise<Person> {
  const browser = new Browser();
  const email = newAddress(name);
  const { user } = await browser.call("signUp", {
    body: { email, password: PASSWORD, data: { full_name: name } },
  });
  return { browser, email, id: user.id };
}

/** The same, with the address proved by the mailed link. */
export async function signUpProven(name = "person"): Promise<Person> {
  const person = await signUp(name);
  const mail = await awaitMail(person.email, "verify_email");
  await new Browser().call("verify", { body: { token: tokenOf(mail, "verification_link") } });
  return person;
}

/** Somebody who joins an admin's organisation by a mailed invitation. */
export async function join(admin: Person, role: "rep" | "manager" | "admin"): Promise<Person> {
  const email = newAddress(role);
  await admin.browser.call("invite", { body: { email, role } });
  const token = tokenOf(await awaitMail(email, "invite_member"), "invite_link");
  const browser = new Browser();
  const { user } = await browser.call("signUp", {
    body: { email, password: PASSWORD, data: { full_name: role, invitation_token: token } },
  });
  return { browser, email, id: user.id };
}

/** Signs somebody in anew, whose session has ended. */
export async function signIn({ browser, email }: Person): Promise<void> {
  await browser.call("token", {
    query: { grant_type: "password" },
    body: { email, password: PASSWORD },
  });
}

/** The Worker's settings in the tests. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests' bindings are wrangler.toml's
export const settings = readEnv(env as unknown as Bindings);

/** Somebody who runs the service, as `npm run operator` makes one; they have an organisation of their own too. */
export async function signUpOperator(): Promise<Person> {
  const person = await signUpProven("operator");
  assertDone(await serviceDatabase(settings).from("operators").insert({ user_id: person.id }));
  return person;
}
