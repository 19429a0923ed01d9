import { randomUUID } from "node:crypto";
import type { TableFixture } from "./TableFixture.ts";

/** What the rows of the service's own tables are about. */
interface Given {
  readonly insert: (table: string, row: Record<string, unknown>) => Promise<void>;
  readonly organizations: Readonly<Record<"home" | "away", string>>;
}

/** Writes a row per label into the tables of the live line, the audit trail and the service. */
export async function writeServiceFixture(given: Given): Promise<Record<string, TableFixture>> {
  const { insert, organizations } = given;
  const { home, away } = organizations;
  const event = (organization_id: string) => ({
    organization_id,
    kind: "matrix",
    entity_id: randomUUID(),
  });
  const line = (organization_id: string | null) => ({
    organization_id,
    via: "app",
    action: "add",
    entity: "matrix",
    entity_id: randomUUID(),
  });
  const message = (organization_id: string) => ({
    id: randomUUID(),
    source: "matrix",
    external_id: randomUUID(),
    payload: "{}",
    organization_id,
  });
  const job = (organization_id: string, kind: string) => ({
    id: randomUUID(),
    organization_id,
    kind,
    requested_by_name: "Ann",
  });
  const jobs = { own: job(home, "export"), foreign: job(away, "export") };
  const events = { own: event(home), foreign: event(away) };
  const lines = { own: line(home), foreign: line(away), service: line(null) };
  const messages = { own: message(home), foreign: message(away) };
  for (const row of Object.values(events)) await insert("public.live_events", row);
  for (const row of Object.values(lines)) await insert("public.audit_log", row);
  for (const row of Object.values(messages)) await insert("public.webhook_messages", row);
  for (const row of Object.values(jobs)) await insert("public.jobs", row);
  return {
    jobs: {
      rows: { own: { key: { id: jobs.own.id } }, foreign: { key: { id: jobs.foreign.id } } },
      touch: "done = 1",
      inserts: { own: () => job(home, "erasure"), foreign: () => job(away, "erasure") },
    },
    live_events: {
      rows: {
        own: { key: { entity_id: events.own.entity_id } },
        foreign: { key: { entity_id: events.foreign.entity_id } },
      },
      touch: "created_at = now()",
      inserts: { own: () => event(home), foreign: () => event(away) },
    },
    audit_log: {
      rows: {
        own: { key: { entity_id: lines.own.entity_id } },
        foreign: { key: { entity_id: lines.foreign.entity_id } },
        service: { key: { entity_id: lines.service.entity_id } },
      },
      touch: "label = 'Touched'",
      inserts: { own: () => line(home), service: () => line(null) },
    },
    service_settings: {
      rows: { service: { key: { is_only: "true" } } },
      touch: "alert_address = 'touched@example.test'",
      inserts: {},
    },
    service_prices: {
      rows: { service: { key: { key: "turn_gb" } } },
      touch: "amount_micros = 1",
      inserts: { service: () => ({ key: "matrix", unit: "GB", amount_micros: 1 }) },
    },
    webhook_messages: {
      rows: {
        own: { key: { id: messages.own.id } },
        foreign: { key: { id: messages.foreign.id } },
      },
      touch: "attempts = 2",
      inserts: { own: () => message(home), foreign: () => message(away) },
    },
  };
}
