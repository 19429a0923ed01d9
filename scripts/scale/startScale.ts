import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Demo } from "#sandbox/demo/readDemo";
import { seedDemoAccounts } from "#sandbox/demo/seedDemoAccounts";
import type { Role } from "#shared/roles";
import { freePort } from "../checks/startStackUnderTest.ts";
import type { Endings } from "../start/Endings.ts";
import { ApiClient } from "./ApiClient.ts";
import { startWorkerd, type RunningWorkerd } from "./startWorkerd.ts";
import { startWorldProcess, type WorldProcess } from "./startWorldProcess.ts";

const PASSWORD = "a floor full of voices";

/** Somebody of the organisation, signed in. */
export interface Person {
  readonly id: string;
  readonly sessionId: string;
  readonly email: string;
  readonly role: Role;
  readonly client: ApiClient;
}

/** The product in a throw-away world, made to be loaded: the Worker under bare workerd, people signed in. */
export interface Scale {
  /** Where the product says it is served; a browser opens its pages there. */
  readonly appOrigin: string;
  readonly world: WorldProcess;
  readonly workerd: RunningWorkerd;
  /** The database as the role that owns the tables. */
  readonly database: Client;
  readonly organizationId: string;
  readonly manager: Person;
  readonly reps: readonly Person[];
  /** Another connection to the database. */
  connect(): Promise<Client>;
}

/** Starts it, with one manager and as many reps as asked; what was started is ended by `endings`. */
export async function startScale(options: {
  root: string;
  endings: Endings;
  reps: number;
  /** The built renderer, where pages are to be served. */
  assetsDir?: string;
  /** Takes what the Worker prints: unexpected failures among it. */
  log: (text: string) => void;
}): Promise<Scale> {
  const { root, endings, reps: repCount, assetsDir } = options;
  const folder = await mkdtemp(join(tmpdir(), "salespulse-scale-"));
  endings.add(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const appOrigin = `http://localhost:${port}`;
  const world = await startWorldProcess({ root, dataDir: join(folder, "world"), appOrigin });
  endings.add(() => world.stop());
  const workerd = await startWorkerd({
    root,
    folder,
    port,
    variables: world.env,
    log: options.log,
    ...(assetsDir === undefined ? {} : { assetsDir }),
  });
  endings.add(() => workerd.stop());

  const accounts = Array.from({ length: repCount }, (_, index) => ({
    email: `rep${index + 1}@floor.example`,
    name: `Rep ${index + 1}`,
    role: "rep" as const,
  }));
  const people: Demo = {
    organization: "Floor",
    password: PASSWORD,
    accounts: [{ email: "manager@floor.example", name: "Manager", role: "admin" }, ...accounts],
    leads: [],
  };
  await seedDemoAccounts(world.stack.supabase, people, "enterprise");

  const connect = async () => {
    const client = new Client({ connectionString: world.stack.supabase.databaseUrl });
    await client.connect();
    endings.add(() => client.end());
    return client;
  };
  const enter = async (
    email: string,
    index: number,
  ): Promise<Person & { organization: string }> => {
    const client = new ApiClient(workerd.url, `10.0.${index >> 8}.${index & 255}`);
    await client.call("token", {
      query: { grant_type: "password" },
      body: { email, password: PASSWORD },
    });
    const { user, membership } = await client.call("getMe", {});
    if (membership === null) throw new Error(`${email} belongs to no organisation.`);
    return {
      id: user.id,
      sessionId: sessionOf(client),
      email,
      role: membership.role,
      client,
      organization: membership.organization.id,
    };
  };
  const manager = await enter("manager@floor.example", 0);
  const reps: Person[] = [];
  for (const [index, { email }] of accounts.entries()) reps.push(await enter(email, index + 1));
  return {
    appOrigin,
    world,
    workerd,
    database: await connect(),
    organizationId: manager.organization,
    manager,
    reps,
    connect,
  };
}

/** The session's id, as its access token says it. */
function sessionOf(client: ApiClient): string {
  const token = client.cookies().get("salespulse-access") ?? "";
  const claims: unknown = JSON.parse(
    Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8") || "{}",
  );
  if (typeof claims === "object" && claims !== null && "session_id" in claims)
    return String(claims.session_id);
  throw new Error("The access token names no session.");
}
