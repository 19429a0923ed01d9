import Mailgun from "mailgun.js";
import { z } from "zod";
import { loadMailTemplates } from "#sandbox/mailgun/loadMailTemplates";
import { planMailTemplates } from "./planMailTemplates.ts";

const environmentSchema = z.object({
  MAILGUN_API_KEY: z.string().min(1),
  MAILGUN_DOMAIN: z.string().min(1),
  MAILGUN_BASE_URL: z.url().default("https://api.mailgun.net"),
});

/** A fault of the surroundings, told in one line without a stack. */
export class SyncError extends Error {}

/**
 * Publishes the template sources in `templatesDir` to the Mailgun account that the environment names, showing the plan
 * first; with `planOnly` that is all. What is already there stays untouched, so a second run changes nothing.
 * Throws a SyncError that says what is missing or what Mailgun answered.
 */
export async function syncMailTemplates(options: {
  environment: Record<string, string | undefined>;
  templatesDir: string;
  planOnly: boolean;
  log: (line: string) => void;
}): Promise<void> {
  const { templatesDir, planOnly, log } = options;
  const environment = readEnvironment(options.environment);
  const domain = environment.MAILGUN_DOMAIN;
  const sources = await loadMailTemplates(templatesDir);
  const client = new Mailgun(FormData).client({
    username: "api",
    key: environment.MAILGUN_API_KEY,
    url: environment.MAILGUN_BASE_URL,
    useFetch: true,
  });
  try {
    const plans = await planMailTemplates(client.domains.domainTemplates, domain, sources);
    log(`${domain} at ${environment.MAILGUN_BASE_URL}`);
    for (const plan of plans) log(`  ${plan.action}  ${plan.template.name}  (${plan.reason})`);
    const changes = plans.filter((plan) => plan.action !== "keep");
    if (planOnly || changes.length === 0) {
      log(changes.length === 0 ? "Nothing to do." : "Planned only, nothing changed.");
      return;
    }
    for (const plan of changes) {
      await plan.carryOut();
      log(`${plan.action === "create" ? "Created" : "Updated"} ${plan.template.name}.`);
    }
  } catch (error) {
    throw explain(error, environment.MAILGUN_BASE_URL);
  }
}

function readEnvironment(environment: Record<string, string | undefined>) {
  const result = environmentSchema.safeParse(environment);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => issue.path.join(".")))];
  throw new SyncError(`Missing or unusable in the environment: ${names.join(", ")}.`);
}

const apiErrorSchema = z.object({
  status: z.number(),
  message: z.string(),
  details: z.string().catch(""),
});

function explain(error: unknown, url: string): SyncError {
  const cause = { cause: error };
  const answer = apiErrorSchema.safeParse(error);
  // mailgun.js gives a failure of the network the status 400, and tells it apart by its message alone.
  if (!answer.success || answer.data.message.startsWith("ERR_")) {
    const reason = answer.data?.details ?? (error instanceof Error ? error.message : String(error));
    return new SyncError(`Mailgun could not be reached at ${url}: ${reason}`, cause);
  }
  if (answer.data.status === 401) {
    return new SyncError(
      `Mailgun refuses MAILGUN_API_KEY at ${url} (an EU account needs MAILGUN_BASE_URL=https://api.eu.mailgun.net).`,
      cause,
    );
  }
  return new SyncError(`Mailgun answered ${answer.data.status}: ${answer.data.details}`, cause);
}
