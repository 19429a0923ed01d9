import { RestError } from "../RestError.ts";
import { fromCatalog, identifier, type Sql } from "./sql.ts";

/** Types whose SQL name is more than an identifier, so quoting would miss them. Source: the manual, table 8.1. */
const SPELLED: Readonly<Record<string, string>> = {
  bigint: "int8",
  bit: '"bit"',
  "bit varying": "varbit",
  boolean: "bool",
  char: "bpchar",
  character: "bpchar",
  "character varying": "varchar",
  dec: "numeric",
  decimal: "numeric",
  "double precision": "float8",
  float: "float8",
  int: "int4",
  integer: "int4",
  real: "float4",
  smallint: "int2",
  "time with time zone": "timetz",
  "time without time zone": "time",
  "timestamp with time zone": "timestamptz",
  "timestamp without time zone": "timestamp",
};

/** The type of a `::cast` in a request: a known spelling, or the quoted name of a type on the search path. */
export function castType(name: string): Sql {
  const folded = name.toLowerCase().replaceAll(/\s+/g, " ").trim();
  const spelled = Object.hasOwn(SPELLED, folded) ? SPELLED[folded] : undefined;
  if (spelled !== undefined) return fromCatalog(`pg_catalog.${spelled}`);
  if (folded === "")
    throw new RestError(400, { code: "PGRST100", message: "A cast names no type." });
  return identifier(folded);
}
