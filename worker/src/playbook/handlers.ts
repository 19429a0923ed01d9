import type { Handlers } from "../http/mountApi.ts";
import { deleteObjection } from "./deleteObjection.ts";
import { deleteScript } from "./deleteScript.ts";
import { getPlaybook } from "./getPlaybook.ts";
import { saveDialSettings } from "./saveDialSettings.ts";
import { saveLine } from "./saveLine.ts";
import { saveObjection } from "./saveObjection.ts";
import { saveOutcomes } from "./saveOutcomes.ts";
import { saveScript } from "./saveScript.ts";

/** What managers prepare for dial sessions. */
export const handlers = {
  getPlaybook,
  saveOutcomes,
  saveDialSettings,
  saveScript,
  deleteScript,
  saveObjection,
  deleteObjection,
  saveLine,
} satisfies Partial<Handlers>;
