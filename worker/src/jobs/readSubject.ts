import { AppError } from "#shared/errors";
import { emailAddress } from "#shared/text";
import { readPhone } from "../http/readPhone.ts";

/** Whom an erasure is about, as the database has it: one of the two. */
export interface Subject {
  readonly email: string | null;
  readonly phone: string | null;
}

/** Reads a mail address or a number as typed. @throws AppError `invalid_input` for what is neither */
export function readSubject(typed: string, field: string): Subject {
  const email = typed.includes("@") ? emailAddress.safeParse(typed).data : undefined;
  const phone = typed.includes("@") ? null : readPhone(typed);
  if (email === undefined && phone === null)
    throw new AppError("invalid_input", undefined, {
      fields: [{ path: field, message: "must be a mail address or a phone number" }],
    });
  return { email: email ?? null, phone };
}
