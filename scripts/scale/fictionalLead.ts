/** A lead that nobody is: for organisations of any size. */
export interface FictionalLead {
  readonly name: string;
  readonly title: string;
  readonly company: string;
  /** E.164; its exchange, 555, is nobody's. */
  readonly phone: string;
  readonly email: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly timeZone: string;
  readonly score: number;
}

const PLACES = [
  ["New York", "NY", "10001", "America/New_York", "212"],
  ["Boston", "MA", "02110", "America/New_York", "617"],
  ["Miami", "FL", "33101", "America/New_York", "305"],
  ["Chicago", "IL", "60607", "America/Chicago", "312"],
  ["Dallas", "TX", "75201", "America/Chicago", "214"],
  ["Denver", "CO", "80202", "America/Denver", "303"],
  ["Phoenix", "AZ", "85004", "America/Phoenix", "602"],
  ["San Francisco", "CA", "94107", "America/Los_Angeles", "415"],
  ["Seattle", "WA", "98101", "America/Los_Angeles", "206"],
  ["Anchorage", "AK", "99501", "America/Anchorage", "907"],
  ["Honolulu", "HI", "96813", "Pacific/Honolulu", "808"],
] as const;
/** Lines of one exchange in one area code. */
const LINES = 10_000;
/** How many leads have numbers of their own. */
export const MOST_FICTIONAL_LEADS = PLACES.length * LINES;

const FIRST_NAMES =
  "Ada Ben Carla Dmitri Elena Farid Grace Hugo Ines Jonas Keiko Luis Mara Nils Olga Pedro Quinn Rosa Samir Tess Umar Vera Walt Ximena Yusuf Zoe".split(
    " ",
  );
const LAST_NAMES =
  "Abbott Becker Castillo Duarte Ekström Fischer Garcia Hughes Ivanov Jensen Kowalski Laurent Moreau Nakamura Okafor Petrov Quist Ramirez Schmidt Tanaka Ueda Vargas Whitfield Xu Yamada Zimmer".split(
    " ",
  );
const COMPANY_HEADS =
  "Northwind Harbor Blue Mesa Granite Lakeshore Cedar Summit Prairie Copper Delta Ember Falcon Grove Horizon Juniper Keystone Lumen Maple Orchard Pioneer".split(
    " ",
  );
const COMPANY_TAILS =
  "Freight Clinics Outfitters Solar Print Foods Tools Systems Partners Supply Labs Dental Motors Insurance".split(
    " ",
  );
const TITLES = [
  "COO",
  "VP Sales",
  "Owner",
  "Buyer",
  "General Manager",
  "Head of Operations",
  "CFO",
] as const;

/**
 * The lead with this index: another number and address for each, the rest as `random` has it.
 * @throws RangeError where numbers run out
 */
export function fictionalLead(index: number, random: () => number): FictionalLead {
  if (index >= MOST_FICTIONAL_LEADS)
    throw new RangeError(`There are ${MOST_FICTIONAL_LEADS} fictional leads.`);
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => {
    const found = from[Math.floor(random() * from.length)];
    if (found === undefined) throw new RangeError("There is nothing to pick from.");
    return found;
  };
  const place = PLACES[index % PLACES.length];
  if (place === undefined) throw new RangeError("There is no place.");
  const [city, state, postalCode, timeZone, areaCode] = place;
  const first = pick(FIRST_NAMES);
  const last = pick(LAST_NAMES);
  const company = `${pick(COMPANY_HEADS)} ${pick(COMPANY_TAILS)}`;
  return {
    name: `${first} ${last}`,
    title: pick(TITLES),
    company,
    phone: `+1${areaCode}555${String(Math.floor(index / PLACES.length)).padStart(4, "0")}`,
    email: `lead${index}@${company.toLowerCase().replace(" ", "-")}.example`,
    city,
    state,
    postalCode,
    timeZone,
    score: Math.floor(random() * 100),
  };
}
