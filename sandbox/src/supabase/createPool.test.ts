import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningPostgres } from "../postgres/startPostgres.ts";
import { startThrowawayPostgres } from "../postgres/startThrowawayPostgres.ts";
import { withClient } from "../postgres/withClient.ts";
import { createPool } from "./createPool.ts";

let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startThrowawayPostgres();
});
afterAll(() => postgres?.stop());

test("a connection lost in use fails its next query, not the process, and another takes its place", async () => {
  const superuserUrl = postgres.superuserUrl();
  const { username: name, password } = new URL(superuserUrl);
  const pool = createPool(superuserUrl, { name, password }, () => undefined);
  const client = await pool.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const lost = new Promise((resolve) => {
    client.once("end", resolve);
  });
  await withClient(superuserUrl, (superuser) =>
    superuser.query("select pg_terminate_backend($1)", [rows[0]?.pid]),
  );
  await lost;
  await expect(client.query("select 1")).rejects.toThrow("not queryable");
  client.release(true);
  expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
