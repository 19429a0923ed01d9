import type { CallOutcome } from "#shared/calls";
import type { LeadField, RowRefusal } from "#shared/leads";
import type { Role } from "#shared/roles";

export const OUTCOME_LABELS: Record<CallOutcome, string> = {
  connected: "Connected",
  voicemail: "Voicemail",
  no_answer: "No answer",
  busy: "Busy",
  wrong_number: "Wrong number",
  callback: "Call back",
  do_not_call: "Do not call",
};

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
  repeated: "An earlier row of the file is the same",
};
