/** Zones around the world, about an hour apart. */
const ZONES = [
  "Pacific/Honolulu",
  "America/Anchorage",
  "America/Los_Angeles",
  "America/Denver",
  "America/Chicago",
  "America/New_York",
  "America/Puerto_Rico",
  "America/Sao_Paulo",
  "America/Noronha",
  "Atlantic/Azores",
  "Africa/Abidjan",
  "Europe/Paris",
  "Africa/Cairo",
  "Asia/Riyadh",
  "Asia/Dubai",
  "Asia/Karachi",
  "Asia/Dhaka",
  "Asia/Bangkok",
  "Asia/Singapore",
  "Asia/Tokyo",
  "Australia/Brisbane",
  "Pacific/Noumea",
  "Pacific/Fiji",
  "Pacific/Tongatapu",
] as const;

/** A time zone where it is about noon now, so that leads there may be called whenever the specs run. */
export const zoneAtNoon = () => zoneWhereItIs(12);

/** A time zone where it is about two in the night now: nobody there may be called. */
export const zoneAtNight = () => zoneWhereItIs(2);

function zoneWhereItIs(hour: number): string {
  const now = new Date();
  const apart = (zone: string) => {
    const there = Number(
      new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hour: "numeric",
        hourCycle: "h23",
      }).format(now),
    );
    return Math.min(Math.abs(there - hour), 24 - Math.abs(there - hour));
  };
  const [nearest = "UTC"] = ZONES.toSorted((a, b) => apart(a) - apart(b));
  return nearest;
}
