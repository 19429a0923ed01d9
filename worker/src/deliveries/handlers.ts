import type { Handlers } from "../http/mountApi.ts";
import type { WebhookProcessors } from "../http/WebhookProcessor.ts";
import { getDeliveries } from "./getDeliveries.ts";
import { listAlerts } from "./listAlerts.ts";
import { listMails } from "./listMails.ts";
import { listWebhooks } from "./listWebhooks.ts";
import { replayMail } from "./replayMail.ts";
import { replayWebhook } from "./replayWebhook.ts";
import { sendAlert } from "./sendAlert.ts";

/** How mails and webhooks fare, and alerts: for admins of their organisation, for operators of all. */
export function createHandlers(processors: WebhookProcessors) {
  return {
    getDeliveries: getDeliveries(false),
    listMails: listMails(false),
    listWebhooks: listWebhooks(false),
    replayMail: replayMail(false),
    replayWebhook: replayWebhook(false, processors),
    listAlerts: listAlerts(false),
    sendAlert: sendAlert(false),
    getServiceDeliveries: getDeliveries(true),
    listServiceMails: listMails(true),
    listServiceWebhooks: listWebhooks(true),
    replayServiceMail: replayMail(true),
    replayServiceWebhook: replayWebhook(true, processors),
    listServiceAlerts: listAlerts(true),
    sendServiceAlert: sendAlert(true),
  } satisfies Partial<Handlers>;
}
