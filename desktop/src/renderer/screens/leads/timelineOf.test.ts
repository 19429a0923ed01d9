import { expect, test } from "vitest";
import { aLead } from "../../dial/aLead.test-data.ts";
import { timelineOf } from "./timelineOf.ts";

const at = (hour: number) => `2026-11-22T${String(hour).padStart(2, "0")}:00:00+00:00`;
const call = (id: string, hour: number) => ({
  id,
  leadId: "l1",
  leadName: "Ada",
  userId: "u1",
  userName: "Rep",
  startedAt: at(hour),
  endedAt: null,
  outcome: null,
  notes: "",
  isPractice: false,
  reached: false,
  reason: null,
  lineId: null,
});
const task = (id: string, made: number, done: number | null) => ({
  id,
  kind: "to_do" as const,
  leadId: "l1",
  leadName: "Ada",
  userId: null,
  text: id,
  dueAt: at(23),
  createdAt: at(made),
  doneAt: done === null ? null : at(done),
});

test("calls, tasks made and done, and the beginning stand newest first", () => {
  const lead = aLead(1, { createdAt: at(8) });
  const calls = [call("c2", 12), call("c1", 9)];
  const tasks = [task("t1", 10, 11), task("t2", 13, null)];
  expect(
    timelineOf({ lead, calls, tasks }).map((entry) =>
      entry.kind === "call"
        ? entry.call.id
        : entry.kind === "added"
          ? entry.kind
          : `${entry.kind} ${entry.task.id}`,
    ),
  ).toEqual(["taskMade t2", "c2", "taskDone t1", "taskMade t1", "c1", "added"]);
});
