/** A time zone in which it is between twelve and one o'clock now, so that calls are allowed at whatever hour tests run. */
export function zoneAtNoon(now = new Date()): string {
  const hoursAhead = 12 - now.getUTCHours();
  // Etc/GMT-3 is three hours ahead of UTC (POSIX's sign).
  return hoursAhead >= 0 ? `Etc/GMT-${hoursAhead}` : `Etc/GMT+${-hoursAhead}`;
}
