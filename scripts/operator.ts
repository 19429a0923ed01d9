import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { findSupabase, NoSupabaseError } from "./operator/findSupabase.ts";
import { addOperator, listOperators, OperatorError, removeOperator } from "./operator/operators.ts";

const USAGE = `Usage: npm run operator -- add EMAIL | remove EMAIL | list [--data DIR]

  Operators run the service for all organisations. Works on the Supabase that SUPABASE_URL and
  SUPABASE_SERVICE_ROLE_KEY name, or else on the local world that runs on DIR (.salespulse).`;

process.exitCode = await main(process.argv.slice(2));

/** Runs `npm run operator`; answers the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const command = parse(args);
  if (command === undefined) {
    console.error(USAGE);
    return 2;
  }
  try {
    const access = await findSupabase(process.env, resolve(command.dataDir));
    const { verb, email } = command;
    if (verb === "add") {
      const added = await addOperator(access, email);
      console.log(added ? `${email} is an operator now.` : `${email} was an operator already.`);
    } else if (verb === "remove") {
      const removed = await removeOperator(access, email);
      console.log(removed ? `${email} is no longer an operator.` : `${email} was no operator.`);
    } else {
      const operators = await listOperators(access);
      if (operators.length === 0) console.log("There are no operators.");
      for (const operator of operators) console.log(`${operator.email}  since ${operator.since}`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof NoSupabaseError) && !(error instanceof OperatorError)) throw error;
    console.error(error.message);
    return 1;
  }
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: "string", default: ".salespulse" } },
    });
    const [verb, email = "", ...rest] = positionals;
    const takesEmail = verb === "add" || verb === "remove";
    if (rest.length > 0 || takesEmail !== (email !== "")) return undefined;
    if (!takesEmail && verb !== "list") return undefined;
    return { verb, email, dataDir: values.data } as const;
  } catch {
    return undefined;
  }
}
