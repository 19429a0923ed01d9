import type { FilterOperator } from "#shared/leadFilter";
import type { CallOrder, Lead, LeadField, RowRefusal } from "#shared/leads";
import type { Role } from "#shared/roles";

export const ROLE_LABELS: Record<Role, string> = { rep: "Rep", manager: "Manager", admin: "Admin" };

/** What a role may do, in one line for whoever gives it. */
export const ROLE_MEANINGS: Record<Role, string> = {
  rep: "Calls, and sees own and unassigned leads",
  manager: "Sees the whole team's leads and calls",
  admin: "Runs the organization: members, roles, name",
};

export const LEAD_FIELD_LABELS: Record<LeadField, string> = {
  name: "Name",
  title: "Job title",
  company: "Company",
  phone: "Phone",
  email: "Email",
  address: "Street address",
  city: "City",
  state: "State",
  postalCode: "ZIP code",
  timeZone: "Time zone",
  score: "Score",
};

export const REFUSAL_LABELS: Record<RowRefusal, string> = {
  no_name: "Neither a name nor a company",
  no_phone: "No phone number",
  bad_phone: "Not a phone number that exists",
  duplicate: "Already in your organization",
  duplicate_email: "Already in your organization, by mail address",
  repeated: "Twice in this file",
};

/** Where a lead stands, for the table and its filters. */
export const DIAL_STATE_LABELS: Record<Lead["dialState"], string> = {
  ready: "Ready",
  waiting: "Waits for the next attempt",
  callback: "Callback promised",
  finished: "Finished",
};

export const CONSENT_LABELS: Record<NonNullable<Lead["consent"]>, string> = {
  express: "By word",
  written: "In writing",
};

export const CALL_ORDER_LABELS: Record<CallOrder, string> = {
  position: "As imported",
  score: "Highest score first",
  local_time: "Whose day ends first",
  last_touch: "Longest untouched first",
};

/** What told a time zone. */
export const ZONE_SOURCE_LABELS: Record<NonNullable<Lead["timeZoneSource"]>, string> = {
  confirmed: "confirmed by a person",
  file: "from the file",
  postal_code: "by ZIP code",
  state: "by state",
  number: "by area code",
};

export const OPERATOR_LABELS: Record<FilterOperator, string> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  starts_with: "starts with",
  any_of: "is any of",
  empty: "is empty",
  not_empty: "is not empty",
  at_least: "is at least",
  at_most: "is at most",
  within_days: "in the last days",
  not_within_days: "not in the last days",
};
