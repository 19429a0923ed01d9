import { Pool } from "pg";

const MAX_CONNECTIONS = 10;

/**
 * A pool of connections as one role. A connection that breaks while idle is dropped with a line in the log; one
 * that breaks in use fails the query that uses it, and nothing else.
 */
export function createPool(
  superuserUrl: string,
  role: { name: string; password: string },
  log: (line: string) => void,
): Pool {
  const url = new URL(superuserUrl);
  url.username = role.name;
  url.password = role.password;
  const pool = new Pool({ connectionString: url.href, max: MAX_CONNECTIONS });
  pool.on("error", (error) => log(`lost a connection as ${role.name}: ${error.message}`));
  // pg-pool listens to idle connections alone: without a listener, losing one in use would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
