import type { Demo } from "./readDemo.ts";
import { readDemoPlaybook } from "./readDemoPlaybook.ts";
import { seedDemoLeads } from "./seedDemoLeads.ts";
import { seedDemoPlaybook } from "./seedDemoPlaybook.ts";
import { seedDemoTasks } from "./seedDemoTasks.ts";
import { signInDemo } from "./signInDemo.ts";

/** Fills the demo organisation through the running product: playbook, leads, then tasks about them. */
export async function seedDemoApp(root: string, appOrigin: string, demo: Demo): Promise<void> {
  const playbook = await readDemoPlaybook(root);
  const [{ email }] = demo.accounts;
  const admin = await signInDemo(appOrigin, { email, password: demo.password });
  await seedDemoPlaybook(admin, playbook);
  await seedDemoLeads(admin, demo);
  await seedDemoTasks(admin, playbook, new Date());
}
