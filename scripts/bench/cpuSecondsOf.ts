import { readFile } from "node:fs/promises";

/** Linux counts in hundredths of a second for every program (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** The processor time that a process has used (seconds); null where the system does not say (only Linux does). */
export async function cpuSecondsOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return null;
  // The name in parentheses may hold spaces; utime and stime are the 12th and 13th fields after it (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
