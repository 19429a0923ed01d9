/**
 * Moments by zone: whether a call may begin then (from 8:00 and before 21:00 on the lead's clock). Walked by
 * the test of `isCallingHour` and by that of the database's `private.is_calling_hour`, which must agree.
 */
export const CALLING_HOURS_CASES: readonly (readonly [
  why: string,
  timeZone: string,
  at: string,
  isOpen: boolean,
])[] = [
  ["a second before eight", "America/New_York", "2026-11-23T12:59:59Z", false],
  ["eight", "America/New_York", "2026-11-23T13:00:00Z", true],
  [
    "a millisecond before nine in the evening",
    "America/New_York",
    "2026-11-24T01:59:59.999Z",
    true,
  ],
  ["nine in the evening", "America/New_York", "2026-11-24T02:00:00Z", false],
  ["midnight", "America/New_York", "2026-11-24T05:00:00Z", false],
  ["a minute past midnight, the day before in UTC", "Asia/Tokyo", "2026-11-23T15:01:00Z", false],

  // 8 March 2026: clocks go forward at 2:00.
  ["spring, the morning before", "America/New_York", "2026-03-07T12:30:00Z", false],
  ["spring, the same moment a day later", "America/New_York", "2026-03-08T12:30:00Z", true],
  ["spring, eight", "America/Los_Angeles", "2026-03-08T15:00:00Z", true],
  ["spring, before eight", "America/Los_Angeles", "2026-03-08T14:59:59Z", false],
  ["spring, nine in the evening", "America/Chicago", "2026-03-09T02:00:00Z", false],
  ["spring, before nine in the evening", "America/Chicago", "2026-03-09T01:59:59Z", true],
  ["the hour that is left out", "America/Denver", "2026-03-08T09:30:00Z", false],

  // 1 November 2026: clocks go back at 2:00.
  ["autumn, the evening before", "America/New_York", "2026-11-01T00:59:59Z", true],
  ["autumn, before eight", "America/New_York", "2026-11-01T12:59:59Z", false],
  ["autumn, eight", "America/New_York", "2026-11-01T13:00:00Z", true],
  [
    "autumn, the moment that was eight a day earlier",
    "America/New_York",
    "2026-11-01T12:00:00Z",
    false,
  ],
  ["autumn, before nine in the evening", "America/Anchorage", "2026-11-02T05:59:59Z", true],
  ["the hour that comes twice", "America/Chicago", "2026-11-01T07:30:00Z", false],

  // Without daylight saving.
  ["Arizona in summer keeps Los Angeles' time", "America/Phoenix", "2026-07-01T15:00:00Z", true],
  ["Arizona in summer, before eight", "America/Phoenix", "2026-07-01T14:59:59Z", false],
  ["Arizona in winter keeps Denver's time", "America/Phoenix", "2026-12-01T14:59:59Z", false],
  ["the Navajo Nation changes its clocks", "America/Denver", "2026-07-01T14:00:00Z", true],
  ["Hawaii, eight", "Pacific/Honolulu", "2026-07-01T18:00:00Z", true],
  [
    "Hawaii, nine in the evening, a day later in UTC",
    "Pacific/Honolulu",
    "2026-07-02T07:00:00Z",
    false,
  ],
  ["Puerto Rico in winter", "America/Puerto_Rico", "2026-01-15T12:00:00Z", true],
  ["Puerto Rico in summer", "America/Puerto_Rico", "2026-07-15T11:59:59Z", false],
  ["Guam, eight, a day earlier in UTC", "Pacific/Guam", "2026-11-22T22:00:00Z", true],
  ["Guam, nine in the evening", "Pacific/Guam", "2026-11-23T11:00:00Z", false],
  ["American Samoa", "Pacific/Pago_Pago", "2026-11-23T19:00:00Z", true],
  [
    "Indiana once kept one time all year",
    "America/Indiana/Indianapolis",
    "2026-07-01T12:00:00Z",
    true,
  ],

  // Zones off the hour.
  ["India, eight", "Asia/Kolkata", "2026-11-23T02:30:00Z", true],
  ["India, before eight", "Asia/Kolkata", "2026-11-23T02:29:59Z", false],
  ["India, nine in the evening", "Asia/Kolkata", "2026-11-23T15:30:00Z", false],
  ["Nepal, eight", "Asia/Kathmandu", "2026-11-23T02:15:00Z", true],
  ["Newfoundland, before eight", "America/St_Johns", "2026-11-23T11:29:59Z", false],
  ["Newfoundland, eight", "America/St_Johns", "2026-11-23T11:30:00Z", true],

  // The Southern hemisphere: summer in January. Adelaide goes back on 5 April and forward on 4 October 2026.
  ["Adelaide in summer, eight", "Australia/Adelaide", "2026-01-14T21:30:00Z", true],
  ["Adelaide in winter, not yet eight", "Australia/Adelaide", "2026-07-14T21:30:00Z", false],
  ["Adelaide in winter, eight", "Australia/Adelaide", "2026-07-14T22:30:00Z", true],
  [
    "Adelaide, the morning after April's change",
    "Australia/Adelaide",
    "2026-04-04T21:30:00Z",
    false,
  ],
  [
    "Adelaide, the morning after October's change",
    "Australia/Adelaide",
    "2026-10-03T21:30:00Z",
    true,
  ],
  ["Lord Howe changes by half an hour", "Australia/Lord_Howe", "2026-01-14T21:00:00Z", true],
  ["Lord Howe in winter", "Australia/Lord_Howe", "2026-07-14T21:00:00Z", false],
  ["Santiago in summer, nine in the evening", "America/Santiago", "2026-01-16T00:00:00Z", false],
  ["Auckland in summer", "Pacific/Auckland", "2026-01-14T19:00:00Z", true],
  ["London in summer, eight", "Europe/London", "2026-07-01T07:00:00Z", true],
  ["Greenwich the year round", "UTC", "2026-07-01T07:00:00Z", false],
];
