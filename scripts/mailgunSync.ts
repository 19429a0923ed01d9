import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SyncError, syncMailTemplates } from "./syncMailTemplates.ts";

const HELP = `npm run mailgun:sync [-- --plan]

Publishes the mail templates in data/mail to the account in MAILGUN_API_KEY, MAILGUN_DOMAIN and
MAILGUN_BASE_URL (https://api.mailgun.net unless set). --plan shows what would change.`;

try {
  const { values } = parseArgs({
    options: {
      plan: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
  } else {
    await syncMailTemplates({
      environment: process.env,
      templatesDir: fileURLToPath(new URL("../data/mail", import.meta.url)),
      planOnly: values.plan,
      log: console.log,
    });
  }
} catch (error) {
  const isUsage = error instanceof TypeError && "code" in error;
  if (!(error instanceof SyncError) && !isUsage) throw error;
  console.error(error.message);
  process.exitCode = isUsage ? 2 : 1;
}
