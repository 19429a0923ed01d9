import { type Job, jobSchema } from "#shared/jobs";
import { timestamp } from "#shared/text";
import { z } from "zod";

/** The columns of a job as `jobRowSchema` names them. */
export const JOB_COLUMNS =
  "id, kind, status, done, total, receipt, requestedByName:requested_by_name, createdAt:created_at, " +
  "finishedAt:finished_at, error, attempts, expiresAt:expires_at, purgedAt:purged_at";

/** A job's row as screens have it. */
export const jobRowSchema = z
  .looseObject({
    kind: z.string(),
    status: z.string(),
    expiresAt: timestamp.nullable(),
    purgedAt: timestamp.nullable(),
  })
  .transform((row): Job => {
    const isReady =
      row.status === "done" &&
      row.purgedAt === null &&
      row.expiresAt !== null &&
      Date.parse(row.expiresAt) > Date.now();
    return jobSchema.parse({ ...row, isReady });
  });
