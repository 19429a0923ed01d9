import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { dialSettingsSchema, objectionInputSchema } from "#shared/playbook";
import { TASK_KINDS } from "#shared/tasks";

const account = z.email().nullable();

const playbookSchema = z.strictObject({
  script: z.strictObject({ name: z.string() }),
  objections: z.array(objectionInputSchema),
  /** `account`: whose line it is; null: anyone's. */
  lines: z.array(z.strictObject({ phone: z.string(), label: z.string(), account })),
  settings: dialSettingsSchema,
  /** Callbacks are given leads when they are seeded. */
  tasks: z.array(
    z.strictObject({ kind: z.enum(TASK_KINDS), account, text: z.string(), dueInMinutes: z.int() }),
  ),
});

/** What the demo organisation prepared for its dial sessions, and what it has yet to do. */
export interface DemoPlaybook extends z.infer<typeof playbookSchema> {
  readonly scriptText: string;
}

/** Reads data/demo: playbook.json and script.md. Throws when either is not as it should be. */
export async function readDemoPlaybook(root: string): Promise<DemoPlaybook> {
  const folder = join(root, "data", "demo");
  const [playbook, scriptText] = await Promise.all([
    readFile(join(folder, "playbook.json"), "utf8"),
    readFile(join(folder, "script.md"), "utf8"),
  ]);
  return { ...playbookSchema.parse(JSON.parse(playbook)), scriptText };
}
