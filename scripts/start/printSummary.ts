import type { Stack } from "./stackSchema.ts";

/** Prints what someone who has just started the world wants to know. */
export function printSummary(stack: Stack, dataDir: string, tookMs: number): void {
  const width = Math.max(...stack.accounts.map(({ email }) => email.length));
  const logins = stack.accounts.map(
    ({ email, password, role }) => `    ${email.padEnd(width)}  ${password}  ${role}`,
  );
  console.log(`
SalesPulse is ready (${(tookMs / 1000).toFixed(1)} s).

  App      ${stack.app}
  Mailbox  ${stack.mailbox}
  Stripe   ${stack.stripe}

${
  logins.length > 0
    ? `  Demo logins\n${logins.join("\n")}`
    : `  Supabase ${stack.supabase.url} (yours: no demo accounts)`
}

  Data and logs are in ${dataDir}. Press Ctrl-C to stop.`);
}
