/** The time zones of the United States and Canada, each once, from east to west, as people call them. */
export const TIME_ZONES: readonly { readonly value: string; readonly label: string }[] = [
  ["America/St_Johns", "Newfoundland (St. John’s)"],
  ["America/Halifax", "Atlantic (Halifax)"],
  ["America/Puerto_Rico", "Atlantic (Puerto Rico)"],
  ["America/St_Thomas", "Atlantic (Virgin Islands)"],
  ["America/New_York", "Eastern (New York)"],
  ["America/Toronto", "Eastern (Toronto)"],
  ["America/Detroit", "Eastern (Detroit)"],
  ["America/Indiana/Indianapolis", "Eastern (Indianapolis)"],
  ["America/Kentucky/Louisville", "Eastern (Louisville)"],
  ["America/Chicago", "Central (Chicago)"],
  ["America/Winnipeg", "Central (Winnipeg)"],
  ["America/Regina", "Central, no daylight saving (Regina)"],
  ["America/Denver", "Mountain (Denver)"],
  ["America/Boise", "Mountain (Boise)"],
  ["America/Edmonton", "Mountain (Edmonton)"],
  ["America/Phoenix", "Mountain, no daylight saving (Phoenix)"],
  ["America/Los_Angeles", "Pacific (Los Angeles)"],
  ["America/Vancouver", "Pacific (Vancouver)"],
  ["America/Anchorage", "Alaska (Anchorage)"],
  ["America/Adak", "Aleutian (Adak)"],
  ["Pacific/Honolulu", "Hawaii (Honolulu)"],
  ["Pacific/Pago_Pago", "Samoa (Pago Pago)"],
  ["Pacific/Guam", "Chamorro (Guam)"],
  ["Pacific/Saipan", "Chamorro (Saipan)"],
].map(([value = "", label = ""]) => ({ value, label }));

/** Every time zone there is: those of the United States and Canada first, because most leads are there. */
export const ALL_TIME_ZONES: typeof TIME_ZONES = [
  ...TIME_ZONES,
  ...Intl.supportedValuesOf("timeZone")
    .filter((zone) => !TIME_ZONES.some(({ value }) => value === zone))
    .map((value) => ({ value, label: value.replaceAll("_", " ") })),
];

/** A zone as people call it, or its IANA name with spaces. */
export function timeZoneLabel(timeZone: string): string {
  return TIME_ZONES.find(({ value }) => value === timeZone)?.label ?? timeZone.replaceAll("_", " ");
}
