import { escapeIdentifier } from "pg";
import { withClient } from "./withClient.ts";

/**
 * Makes a database, empty or as a copy of `template` (fast: a copy of files; nobody may be connected to
 * the template). Throws when the name is taken.
 * @param superuserUrl any database of the cluster, as the superuser
 * @returns the new database's URL, as the same user
 */
export async function createDatabase(options: {
  superuserUrl: string;
  name: string;
  template?: string;
  owner?: string;
}): Promise<string> {
  const template = escapeIdentifier(options.template ?? "template1");
  const owner = options.owner === undefined ? "" : ` owner ${escapeIdentifier(options.owner)}`;
  await withClient(options.superuserUrl, (client) =>
    client.query(`create database ${escapeIdentifier(options.name)} template ${template}${owner}`),
  );
  const url = new URL(options.superuserUrl);
  url.pathname = `/${encodeURIComponent(options.name)}`;
  return url.href;
}
