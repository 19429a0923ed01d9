import { type Check, holds } from "./Check.ts";
import { runCommand } from "./runCommand.ts";

/** A check that is one command: it holds when the command ends well. */
function command(name: string, title: string, line: string): Check {
  return {
    name,
    title,
    run: async ({ root, signal }) => {
      const { code, output } = await runCommand(line, { cwd: root, signal });
      return holds(code === 0, output);
    },
  };
}

/** What can be told without running the product. */
export const staticChecks: readonly Check[] = [
  command("format", "formatting", "oxfmt --check"),
  command("plans", "plans carried over", "npm run --silent plans -- --check"),
  command("lint", "lint", "npm run --silent lint"),
  command("types", "types", "npm run --silent types"),
  command("imports", "import rules", "npm run --silent imports"),
  command("unused", "unused code", "npm run --silent unused"),
];
