import type { Handlers } from "../http/mountApi.ts";
import { downloadExport } from "./downloadExport.ts";
import { getExportSize } from "./getExportSize.ts";
import { listJobs } from "./listJobs.ts";
import { previewErasure } from "./previewErasure.ts";
import { retryJob } from "./retryJob.ts";
import { startErasure } from "./startErasure.ts";
import { startExport } from "./startExport.ts";

/** Export of the organisation and erasure of a person. */
export const handlers = {
  listJobs,
  getExportSize,
  startExport,
  downloadExport,
  previewErasure,
  startErasure,
  retryJob,
} satisfies Partial<Handlers>;
