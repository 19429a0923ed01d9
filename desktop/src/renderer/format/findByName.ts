import type { Member } from "#shared/account";

type Named = Pick<Member, "fullName" | "email">;

const compare = new Intl.Collator("en-US", { numeric: true }).compare;

/** From so many people on, one is looked for by name. */
export const MANY_PEOPLE = 8;

/** What somebody is called: their name, or else their mail address. */
export const nameOf = ({ fullName, email }: Named): string => fullName || email;

/** People in the order of their names. */
export const byName = (one: Named, other: Named): number => compare(nameOf(one), nameOf(other));

/** Whether somebody's name or mail address holds what was typed, however it is written. */
export function isCalled({ fullName, email }: Named, typed: string): boolean {
  return `${fullName} ${email}`.toLowerCase().includes(typed.trim().toLowerCase());
}
