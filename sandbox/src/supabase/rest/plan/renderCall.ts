import type { DatabaseFunction, FunctionParameter } from "../schema/DatabaseSchema.ts";
import { arrayLiteral } from "./arrayLiteral.ts";
import { renderPayload } from "./renderPayload.ts";
import {
  commaList,
  fromCatalog,
  identifier,
  nothing,
  qualified,
  sql,
  value,
  type Sql,
} from "./sql.ts";

export type CallArguments =
  /** From the query of a GET; a variadic parameter may come several times. */
  | { readonly kind: "texts"; readonly entries: readonly (readonly [name: string, text: string])[] }
  | { readonly kind: "json"; readonly text: string; readonly keys: readonly string[] }
  /** The body as it is, for a single unnamed parameter. */
  | { readonly kind: "whole"; readonly text: string };

/**
 * A query whose rows are the function's result: its columns for rows of a table or of several values, the one
 * column `pgrst_scalar` for anything else.
 */
export function renderCall(called: DatabaseFunction, args: CallArguments): Sql {
  const { source, list } = renderArguments(called, args);
  const call = sql`${qualified(called.schema, called.name)}(${list})`;
  const rows = called.returns === "composite" ? call : sql`(select ${call} as pgrst_scalar)`;
  return sql`select pgrst_call.* from ${source}lateral ${rows} as pgrst_call`;
}

function renderArguments(
  { parameters }: DatabaseFunction,
  args: CallArguments,
): { source: Sql; list: Sql } {
  const none = sql`(values (1)) as pgrst_nothing, `;
  if (args.kind === "whole") {
    const type = fromCatalog(parameters[0]?.type ?? "text");
    return { source: none, list: sql`${value(args.text)}::${type}` };
  }
  if (args.kind === "texts") {
    const given = parameters.filter(({ name }) => args.entries.some(([key]) => key === name));
    const list = given.map((parameter) => {
      const texts = args.entries.filter(([key]) => key === parameter.name).map(([, text]) => text);
      const isSeveral = parameter.isVariadic && texts.length > 1;
      const text = isSeveral ? arrayLiteral(texts) : (texts.at(-1) ?? "");
      return named(parameter, sql`${value(text)}::${fromCatalog(parameter.type)}`);
    });
    return { source: none, list: commaList(list) };
  }
  const given = parameters.filter(({ name }) => args.keys.includes(name));
  if (given.length === 0) return { source: none, list: nothing };
  const payload = { text: args.text, isArray: false, columns: given, appliesDefaults: false };
  const list = given.map((parameter) =>
    named(parameter, sql`pgrst_body.${identifier(parameter.name)}`),
  );
  return {
    source: sql`(select pgrst_body.*${renderPayload(payload)}) as pgrst_body, `,
    list: commaList(list),
  };
}

function named({ name, isVariadic }: FunctionParameter, argument: Sql): Sql {
  const variadic = isVariadic ? sql`variadic ` : nothing;
  return sql`${variadic}${identifier(name)} := ${argument}`;
}
