import { RestError } from "../RestError.ts";
import { keyOf, type DatabaseFunction, type DatabaseSchema } from "./DatabaseSchema.ts";

interface Call {
  readonly schema: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** False for a body that is no JSON object, and so names no arguments. */
  readonly hasNames: boolean;
  /** The type of a POST's body, which a function with one unnamed parameter may take whole. */
  readonly bodyType: "json" | "text" | "bytea" | undefined;
}

/**
 * Chooses the function (of several with the name) whose parameters fit the argument names: all required ones
 * and any of the others. Throws PGRST202 (404) when none fits, PGRST203 (300) when several do.
 */
export function findFunction(database: DatabaseSchema, call: Call): DatabaseFunction {
  const named = database.functions.get(keyOf(call.schema, call.name)) ?? [];
  const fitting = named.filter((candidate) => fits(candidate, call));
  const found =
    fitting.length > 0 ? fitting : named.filter((candidate) => takesWholeBody(candidate, call));
  const [first, ...others] = found;
  if (first === undefined) throw notFound(call);
  if (others.length > 0) throw ambiguous(found);
  return first;
}

/** Whether the function's only parameter has no name and takes the body as it is. */
export function takesWholeBody(
  { parameters }: DatabaseFunction,
  { bodyType }: Pick<Call, "bodyType">,
): boolean {
  const [only, ...others] = parameters;
  if (only === undefined || others.length > 0 || only.name !== "" || !bodyType) return false;
  const types = bodyType === "json" ? ["json", "jsonb"] : [bodyType];
  return types.includes(only.baseType);
}

function fits({ parameters }: DatabaseFunction, { keys, hasNames }: Call): boolean {
  if (!hasNames) return false;
  const names = new Set(parameters.map(({ name }) => name));
  return (
    keys.every((key) => names.has(key)) &&
    parameters.every(({ name, isRequired }) => !isRequired || (name !== "" && keys.includes(name)))
  );
}

function notFound({ schema, name, keys, bodyType }: Call): RestError {
  const list = keys.toSorted().join(", ");
  const full = `${schema}.${name}`;
  const shown = keys.length === 0 ? `${full} without parameters` : `${full}(${list})`;
  const searched =
    keys.length === 0
      ? `${full} without parameters`
      : `${full} with parameter${keys.length > 1 ? "s" : ""} ${list}`;
  const whole = bodyType === "json" ? " or with a single unnamed json/jsonb parameter" : "";
  return new RestError(404, {
    code: "PGRST202",
    message: `Could not find the function ${shown} in the schema cache`,
    details: `Searched for the function ${searched}${whole}, but no matches were found in the schema cache.`,
  });
}

function ambiguous(found: readonly DatabaseFunction[]): RestError {
  const signatures = found.map(
    ({ schema, name, parameters }) =>
      `${schema}.${name}(${parameters.map((parameter) => `${parameter.name} => ${parameter.baseType}`).join(", ")})`,
  );
  return new RestError(300, {
    code: "PGRST203",
    message: `Could not choose the best candidate function between: ${signatures.join(", ")}`,
    hint: "Try renaming the parameters or the function itself in the database so function overloading can be resolved",
  });
}
