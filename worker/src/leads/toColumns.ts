import { AppError } from "#shared/errors";
import type { LeadChanges } from "#shared/leads";
import { readPhone } from "../http/readPhone.ts";
import { readState } from "#shared/states";
import { readTimeZone } from "./readTimeZone.ts";

/** What a person changes of a lead, as the table's columns. @throws AppError `invalid_input` */
export function toColumns(changes: LeadChanges): Record<string, unknown> {
  const { phone, postalCode, timeZone, ownerId, state, ...same } = changes;
  return {
    ...same,
    ...(state !== undefined && { state: readState(state) ?? state }),
    ...(postalCode !== undefined && { postal_code: postalCode }),
    ...(ownerId !== undefined && { owner_id: ownerId }),
    ...(phone !== undefined && { phone: readValidPhone(phone), phone_original: phone }),
    ...(timeZone !== undefined && {
      time_zone: readTimeZone(timeZone),
      time_zone_source: "confirmed",
    }),
  };
}

/** A number as typed in E.164. @throws AppError `invalid_input` */
export function readValidPhone(typed: string): string {
  const phone = readPhone(typed);
  if (phone !== null) return phone;
  throw new AppError("invalid_input", "phone: is not a phone number", {
    fields: [{ path: "phone", message: "is not a phone number" }],
  });
}
