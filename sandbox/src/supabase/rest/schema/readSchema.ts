import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { buildRelationships, type ForeignKey, type NumberedTable } from "./buildRelationships.ts";
import { FOREIGN_KEYS, FUNCTIONS, ROLE_SETTINGS, TABLES } from "./catalog.ts";
import { keyOf, type DatabaseFunction, type DatabaseSchema, type Table } from "./DatabaseSchema.ts";

const tableRow = z.object({
  id: z.string(),
  schema: z.string(),
  name: z.string(),
  columns: z.array(
    z.object({
      number: z.number(),
      name: z.string(),
      type: z.string(),
      baseType: z.string(),
      default: z.string().nullable(),
    }),
  ),
  primaryKey: z.array(z.number()),
  definition: z.string().nullable(),
});

const foreignKeyRow = z.object({
  name: z.string(),
  table: z.string(),
  foreignTable: z.string(),
  columns: z.array(z.number()),
  foreignColumns: z.array(z.number()),
  isUnique: z.boolean(),
});

const functionRow = z.object({
  schema: z.string(),
  name: z.string(),
  volatility: z.enum(["i", "s", "v"]),
  returnsSet: z.boolean(),
  returnType: z.string(),
  isComposite: z.boolean(),
  table: z.string().nullable(),
  timeout: z.string().nullable(),
  parameters: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      baseType: z.string(),
      isRequired: z.boolean(),
      isVariadic: z.boolean().nullable(),
    }),
  ),
});

const settingRow = z.object({ role: z.string(), name: z.string(), value: z.string() });

const VOLATILITY = { i: "immutable", s: "stable", v: "volatile" } as const;

/** Reads what the exposed schemas hold, in one snapshot. */
export async function readSchema(pool: Pool, schemas: readonly string[]): Promise<DatabaseSchema> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    await client.query("set local search_path to ''");
    const tables = await rowsOf(client, TABLES, tableRow, [schemas]);
    const foreignKeys = await rowsOf(client, FOREIGN_KEYS, foreignKeyRow, []);
    const functions = await rowsOf(client, FUNCTIONS, functionRow, [schemas]);
    const settings = await rowsOf(client, ROLE_SETTINGS, settingRow, []);
    await client.query("commit");
    client.release();
    return assemble(tables, foreignKeys, functions, settings);
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function rowsOf<T>(
  client: PoolClient,
  text: string,
  row: z.ZodType<T>,
  values: unknown[],
): Promise<T[]> {
  return z.array(row).parse((await client.query(text, values)).rows);
}

function assemble(
  tableRows: z.infer<typeof tableRow>[],
  foreignKeys: readonly ForeignKey[],
  functionRows: z.infer<typeof functionRow>[],
  settings: z.infer<typeof settingRow>[],
): DatabaseSchema {
  const numbered = tableRows.map(toNumberedTable);
  const functions = new Map<string, DatabaseFunction[]>();
  for (const row of functionRows) {
    const key = keyOf(row.schema, row.name);
    functions.set(key, [...(functions.get(key) ?? []), toFunction(row)]);
  }
  const roleSettings = new Map<string, (readonly [string, string])[]>();
  for (const { role, name, value } of settings) {
    roleSettings.set(role, [...(roleSettings.get(role) ?? []), [name, value]]);
  }
  return {
    tables: new Map(numbered.map(({ table }) => [keyOf(table.schema, table.name), table])),
    relationships: buildRelationships(numbered, foreignKeys),
    functions,
    roleSettings,
  };
}

function toNumberedTable(row: z.infer<typeof tableRow>): NumberedTable {
  const names = new Map(row.columns.map(({ number, name }) => [number, name]));
  const columns = row.columns.map(({ name, type, baseType, default: expression }) => ({
    name,
    type,
    baseType,
    ...(expression === null ? {} : { default: expression }),
  }));
  const table: Table = {
    schema: row.schema,
    name: row.name,
    columns: new Map(columns.map((column) => [column.name, column])),
    primaryKey: row.primaryKey.map((number) => names.get(number) ?? ""),
  };
  return { id: row.id, table, names, definition: row.definition ?? undefined };
}

function toFunction(row: z.infer<typeof functionRow>): DatabaseFunction {
  return {
    schema: row.schema,
    name: row.name,
    parameters: row.parameters.map((parameter) => ({
      ...parameter,
      isVariadic: parameter.isVariadic === true,
    })),
    volatility: VOLATILITY[row.volatility],
    returns: row.returnType === "void" ? "void" : row.isComposite ? "composite" : "scalar",
    returnsSet: row.returnsSet,
    ...(row.table === null ? {} : { table: row.table }),
    ...(row.timeout === null ? {} : { timeout: row.timeout }),
  };
}
