import { demoId } from "./demoId.ts";
import type { DemoPlaybook } from "./readDemoPlaybook.ts";
import type { DemoSession } from "./signInDemo.ts";

/** Writes script, objections, lines and goals, as a manager of the demo organisation would. May be run again. */
export async function seedDemoPlaybook(
  manager: DemoSession,
  playbook: DemoPlaybook,
): Promise<void> {
  const { members } = await manager.call("listMembers", {});
  const userIdOf = (account: string | null) =>
    members.find(({ email }) => email === account)?.userId ?? null;

  await manager.call("saveDialSettings", { body: playbook.settings });
  await manager.call("saveScript", {
    params: { scriptId: demoId("script", 1) },
    body: { name: playbook.script.name, text: playbook.scriptText },
  });
  for (const [at, objection] of playbook.objections.entries()) {
    const params = { objectionId: demoId("objection", at + 1) };
    await manager.call("saveObjection", { params, body: objection });
  }
  for (const [at, { phone, label, account }] of playbook.lines.entries()) {
    await manager.call("saveLine", {
      params: { lineId: demoId("line", at + 1) },
      body: { phone, label, userId: userIdOf(account), isActive: true },
    });
  }
}
