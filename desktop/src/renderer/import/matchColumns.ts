import { LEAD_FIELDS, type LeadField } from "#shared/leads";
import { matchByContent } from "./matchByContent.ts";
import { REPORT_HEADERS } from "./reportHeaders.ts";

/** What becomes of a column: a field of the lead, a custom field under its header, or nothing. */
export type ColumnUse = LeadField | "custom" | "skip";

/** Fields that several columns may fill together, as `First Name` and `Last Name` do. */
export const JOINED_FIELDS: ReadonlySet<ColumnUse> = new Set(["name", "address"]);

/** Headers of real exports, lower-cased, without spaces and signs, the surest first. */
const HEADERS: Record<LeadField, readonly string[]> = {
  name: [
    "fullname",
    "contactname",
    "contact",
    "name",
    "leadname",
    "personname",
    "customername",
    "clientname",
  ],
  title: ["jobtitle", "title", "position", "jobrole", "designation", "role"],
  company: [
    "companyname",
    "company",
    "organization",
    "organisation",
    "organizationname",
    "organisationname",
    "accountname",
    "account",
    "business",
    "businessname",
    "employer",
    "hospitalname",
    "facilityname",
    "practicename",
    "clinicname",
    "schoolname",
    "firmname",
    "storename",
    "providername",
    "legalbusinessname",
  ],
  phone: [
    "phone",
    "phonenumber",
    "telephone",
    "telephonenumber",
    "mobile",
    "mobilephone",
    "mobilenumber",
    "cell",
    "cellphone",
    "directphone",
    "directdial",
    "workphone",
    "businessphone",
    "companyphone",
    "mainphone",
    "phone1",
    "tel",
    "number",
  ],
  email: ["email", "emailaddress", "workemail", "mail", "businessemail", "email1"],
  address: [
    "streetaddress",
    "address",
    "address1",
    "addressline1",
    "street",
    "street1",
    "mailingstreet",
    "billingstreet",
    "mailingaddress",
  ],
  city: ["city", "town", "citytown", "mailingcity", "billingcity", "locality"],
  state: [
    "state",
    "statecode",
    "province",
    "stateprovince",
    "region",
    "mailingstate",
    "billingstate",
    "st",
  ],
  postalCode: [
    "zip",
    "zipcode",
    "postalcode",
    "postcode",
    "zippostalcode",
    "zip5",
    "mailingzip",
    "billingzip",
    "mailingpostalcode",
    "billingpostalcode",
  ],
  timeZone: ["timezone", "ianatimezone", "tz", "timezonename"],
  score: ["score", "leadscore", "leadrating"],
};

const FIRST_NAMES = ["firstname", "givenname", "forename", "fname"];
const LAST_NAMES = ["lastname", "surname", "familyname", "lname"];
const MORE_ADDRESS = ["address2", "addressline2", "street2"];

/**
 * Says what becomes of each column, by its header and, where that tells nothing, by what stands in it.
 * Each field is taken once, by the column whose header is surest; only names and addresses may join.
 * @param headers The names of the columns.
 * @param samples Some rows of data.
 * @param headed Whether the names are the file's own.
 */
export function matchColumns(
  headers: readonly string[],
  samples: readonly (readonly string[])[],
  headed = true,
): ColumnUse[] {
  const plain = headed ? headers.map(plainHeader) : headers.map(() => "");
  const uses: (LeadField | null)[] = headers.map(() => null);

  for (const field of LEAD_FIELDS) {
    const best = HEADERS[field]
      .map((header) => plain.indexOf(header))
      .find((column) => column !== -1 && uses[column] === null);
    if (best !== undefined) uses[best] = field;
  }
  if (!uses.includes("name"))
    for (const part of [FIRST_NAMES, LAST_NAMES]) {
      const column = plain.findIndex((header) => part.includes(header));
      if (column !== -1) uses[column] = "name";
    }
  if (uses.includes("address"))
    plain.forEach((header, column) => {
      if (MORE_ADDRESS.includes(header)) uses[column] ??= "address";
    });

  // A report of refused rows, mended and imported: what we wrote before the file's columns is no part of them.
  const reported = REPORT_HEADERS.every((header, column) => headed && headers[column] === header);
  return matchByContent(uses, samples, headed).map((use, column) =>
    reported && column < REPORT_HEADERS.length ? "skip" : (use ?? "custom"),
  );
}

/** Changes one column's use; a field that only one column may fill is taken from the one that had it. */
export function changeUse(uses: readonly ColumnUse[], column: number, use: ColumnUse): ColumnUse[] {
  return uses.map((before, index) => {
    if (index === column) return use;
    const single = use !== "custom" && use !== "skip" && !JOINED_FIELDS.has(use);
    return single && before === use ? "custom" : before;
  });
}

/** What is missing before the file can be imported: a number to call, and who they are. */
export function missingUses(uses: readonly ColumnUse[]): ("phone" | "name")[] {
  const missing: ("phone" | "name")[] = [];
  if (!uses.includes("phone")) missing.push("phone");
  if (!uses.includes("name") && !uses.includes("company")) missing.push("name");
  return missing;
}

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(HEADERS).flat(),
  ...FIRST_NAMES,
  ...LAST_NAMES,
  ...MORE_ADDRESS,
]);

/** Whether this is a column's name that exports use. */
export function knowsHeader(header: string): boolean {
  return KNOWN.has(plainHeader(header));
}

function plainHeader(header: string): string {
  return header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
