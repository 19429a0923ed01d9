const clocks = new Map<string, string>();

/** Whether time zones (IANA names) show the same time in January and in July of this year. */
export function haveOneClock(zones: readonly string[]): boolean {
  return new Set(zones.map(clockOf)).size === 1;
}

function clockOf(timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    const year = new Date().getUTCFullYear();
    clock = [0, 6]
      .map((month) =>
        format
          .format(Date.UTC(year, month, 15))
          .split(" ")
          .at(-1),
      )
      .join();
    clocks.set(timeZone, clock);
  }
  return clock;
}
