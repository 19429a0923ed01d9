import { readFile, rm } from "node:fs/promises";
import { z } from "zod";
import { readProcess } from "#sandbox/postgres/readProcess";
import { listProcesses } from "./listProcesses.ts";
import { stopGroup } from "./stopGroup.ts";

const recordSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

/**
 * Ends the group that a killed run noted in a record file, if it still runs and is that very group: its leader
 * has the noted start time, or, where the leader is gone, its members' command lines show `marker` (a group
 * keeps its number for as long as one member lives). Answers whether something was ended.
 */
export async function stopLeftoverGroup(recordFile: string, marker: string): Promise<boolean> {
  const text = await readFile(recordFile, "utf8").catch(() => undefined);
  if (text === undefined) return false;
  const record = parseRecord(text);
  const ours = record !== undefined && (await isOurs(record, marker));
  if (ours) await stopGroup(record.pid);
  await rm(recordFile, { force: true });
  return ours;
}

function parseRecord(text: string): z.infer<typeof recordSchema> | undefined {
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    // Half a record: the run was killed before its program got far.
    return undefined;
  }
}

async function isOurs(record: z.infer<typeof recordSchema>, marker: string): Promise<boolean> {
  const leader = await readProcess(record.pid);
  if (leader) return leader.startedAt === record.startedAt && leader.commandLine.includes(marker);
  if (process.platform === "win32") return false;
  const members = (await listProcesses()).filter(({ group }) => group === record.pid);
  return members.some(({ commandLine }) => commandLine.includes(marker));
}
