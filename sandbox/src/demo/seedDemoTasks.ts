import { isCallingHour } from "#shared/callingHours";
import { AppError } from "#shared/errors";
import { demoId } from "./demoId.ts";
import type { DemoPlaybook } from "./readDemoPlaybook.ts";
import type { DemoSession } from "./signInDemo.ts";

/**
 * Writes the demo's callbacks and to-dos, as a manager would give them to the team. Callbacks are about leads
 * that may be called just now, as far as there are any, so that a first look shows one. May be run again once the
 * leads are there: a callback that was promised then stays.
 */
export async function seedDemoTasks(
  manager: DemoSession,
  { tasks }: DemoPlaybook,
  now: Date,
): Promise<void> {
  const { members } = await manager.call("listMembers", {});
  const listId = demoId("list", 1);
  const { leads } = await manager.call("listLeads", { query: { listId, limit: 200 } });
  const awake = leads.filter(({ timeZone }) => timeZone !== null && isCallingHour(timeZone, now));
  const chosen = new Set([...awake, ...leads].map(({ id }) => id)).values();
  for (const [at, { kind, account, text, dueInMinutes }] of tasks.entries()) {
    const saving = manager.call("saveTask", {
      params: { taskId: demoId("task", at + 1) },
      body: {
        kind,
        leadId: kind === "callback" ? (chosen.next().value ?? null) : null,
        userId: members.find(({ email }) => email === account)?.userId ?? null,
        text,
        dueAt: new Date(now.getTime() + dueInMinutes * 60_000).toISOString(),
        done: false,
      },
    });
    await saving.catch((error: unknown) => {
      if (!(error instanceof AppError && error.code === "conflict")) throw error;
    });
  }
}
