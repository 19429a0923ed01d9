import type { Handlers } from "../http/mountApi.ts";
import { beginPrice } from "./beginPrice.ts";
import { getOrganization } from "./getOrganization.ts";
import { getServiceSettings } from "./getServiceSettings.ts";
import { listOrganizations } from "./listOrganizations.ts";
import { listPrices } from "./listPrices.ts";
import { updateServiceSettings } from "./updateServiceSettings.ts";

/** What operators do for the whole service. */
export const handlers = {
  listOrganizations,
  getOrganization,
  getServiceSettings,
  updateServiceSettings,
  listPrices,
  beginPrice,
} satisfies Partial<Handlers>;
