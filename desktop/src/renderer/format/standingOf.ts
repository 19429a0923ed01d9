import type { Lead } from "#shared/leads";

/** What somebody is and where: `COO · Northwind`. Empty where neither says more than the name. */
export function standingOf(lead: Pick<Lead, "name" | "title" | "company">): string {
  return [lead.title, lead.company === lead.name ? null : lead.company].filter(Boolean).join(" · ");
}
