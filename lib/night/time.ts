/**
 * Ends a pattern. In JSONata on Java, as in AWS, a bare `$` also matches before a final newline, and text with a
 * newline at its end would get into SQL.
 */
export const END = '(?![\\s\\S])';

const DAY_OF_ANY_YEAR =
  '[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))';
const LEAP_DAY = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29';
const CALENDAR_DAY = `(?:${DAY_OF_ANY_YEAR}|${LEAP_DAY})`;

/** A day of the calendar: 2026-01-31, and not 2026-02-29. */
export const DATE = new RegExp(`^${CALENDAR_DAY}${END}`);

/** A time in UTC that exists, as AWS writes it: 2026-01-31T19:00:00Z, with or without a fraction of a second. */
export const UTC_TIME = new RegExp(
  `^${CALENDAR_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,9})?Z${END}`,
);
