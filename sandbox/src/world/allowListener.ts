import { withClient } from "../postgres/withClient.ts";

/** The role that the Worker's listener connects as: it may connect and LISTEN, and reads nothing. */
const ROLE = "live_listener";

/**
 * Makes the listener's role, or gives it this world's password, as docs/operations.md has it done for a hosted
 * project. Answers where it connects to.
 */
export async function allowListener(databaseUrl: string, password: string): Promise<string> {
  await withClient(databaseUrl, async (client) => {
    const found = await client.query("select from pg_roles where rolname = $1", [ROLE]);
    const literal = client.escapeLiteral(password);
    await client.query(
      `${found.rowCount === 0 ? "create" : "alter"} role ${ROLE} login noinherit password ${literal}`,
    );
  });
  const url = new URL(databaseUrl);
  url.username = ROLE;
  url.password = password;
  return url.href;
}
