/**
 * States and territories of the US (USPS codes) and provinces of Canada: the code, every clock that part of
 * it keeps (IANA tz database; a zone stands for all that keep its clock), and the name.
 */
const STATES = `
AL America/Chicago Alabama
AK America/Anchorage,America/Adak Alaska
AZ America/Phoenix,America/Denver Arizona
AR America/Chicago Arkansas
CA America/Los_Angeles California
CO America/Denver Colorado
CT America/New_York Connecticut
DC America/New_York District of Columbia
DE America/New_York Delaware
FL America/New_York,America/Chicago Florida
GA America/New_York Georgia
HI Pacific/Honolulu Hawaii
IA America/Chicago Iowa
ID America/Denver,America/Los_Angeles Idaho
IL America/Chicago Illinois
IN America/New_York,America/Chicago Indiana
KS America/Chicago,America/Denver Kansas
KY America/New_York,America/Chicago Kentucky
LA America/Chicago Louisiana
MA America/New_York Massachusetts
MD America/New_York Maryland
ME America/New_York Maine
MI America/New_York,America/Chicago Michigan
MN America/Chicago Minnesota
MO America/Chicago Missouri
MS America/Chicago Mississippi
MT America/Denver Montana
NC America/New_York North Carolina
ND America/Chicago,America/Denver North Dakota
NE America/Chicago,America/Denver Nebraska
NH America/New_York New Hampshire
NJ America/New_York New Jersey
NM America/Denver New Mexico
NV America/Los_Angeles,America/Denver Nevada
NY America/New_York New York
OH America/New_York Ohio
OK America/Chicago Oklahoma
OR America/Los_Angeles,America/Denver Oregon
PA America/New_York Pennsylvania
RI America/New_York Rhode Island
SC America/New_York South Carolina
SD America/Chicago,America/Denver South Dakota
TN America/Chicago,America/New_York Tennessee
TX America/Chicago,America/Denver Texas
UT America/Denver Utah
VA America/New_York Virginia
VT America/New_York Vermont
WA America/Los_Angeles Washington
WI America/Chicago Wisconsin
WV America/New_York West Virginia
WY America/Denver Wyoming
AS Pacific/Pago_Pago American Samoa
GU Pacific/Guam Guam
MP Pacific/Saipan Northern Mariana Islands
PR America/Puerto_Rico Puerto Rico
VI America/St_Thomas Virgin Islands
FM Pacific/Pohnpei,Pacific/Chuuk,Pacific/Kosrae Micronesia
MH Pacific/Majuro Marshall Islands
PW Pacific/Palau Palau
AB America/Edmonton Alberta
BC America/Vancouver,America/Edmonton British Columbia
MB America/Winnipeg Manitoba
NB America/Halifax New Brunswick
NL America/St_Johns,America/Halifax Newfoundland and Labrador
NS America/Halifax Nova Scotia
NT America/Edmonton,America/Yellowknife Northwest Territories
NU America/Toronto,America/Winnipeg,America/Edmonton Nunavut
ON America/Toronto,America/Winnipeg Ontario
PE America/Halifax Prince Edward Island
QC America/Toronto,America/Halifax Quebec
SK America/Regina,America/Edmonton Saskatchewan
YT America/Whitehorse Yukon`;

const ZONES = new Map<string, readonly string[]>();
const CODES = new Map<string, string>();
for (const line of STATES.trim().split("\n")) {
  const [code = "", zones = "", ...name] = line.split(" ");
  ZONES.set(code, zones.split(","));
  CODES.set(code, code).set(name.join(" ").toUpperCase(), code);
}

/** The two-letter code of a state, territory or province by its code or name, or null for none of them. */
export function readState(text: string | null): string | null {
  return CODES.get(text?.replaceAll(".", "").trim().toUpperCase() ?? "") ?? null;
}

/** Every zone that a state keeps, the one of most of its people first; empty for no state's code. */
export function zonesOfState(code: string | null): readonly string[] {
  return ZONES.get(code ?? "") ?? [];
}
