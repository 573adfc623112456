/** From the time `from` on, local time is UTC plus `offset` milliseconds. */
export interface ZoneOffset {
  readonly from: number;
  readonly offset: number;
}

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const FIRST_YEAR = 2020;
const LAST_YEAR = 2050;

/**
 * The offsets of a time zone from UTC between 2020 and 2050, one for each change. JSONata knows no time zones, so the
 * workflow carries this table to find the local date of a time; the rules are those of the Node.js that makes it.
 *
 * @param timeZone an IANA name
 */
export function zoneOffsets(timeZone: string): readonly ZoneOffset[] {
  let offsets = known.get(timeZone);
  if (!offsets) known.set(timeZone, (offsets = findOffsets(timeZone)));
  return offsets;
}

/** A definition asks several times, for one zone. */
const known = new Map<string, readonly ZoneOffset[]>();

function findOffsets(timeZone: string): ZoneOffset[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsets: ZoneOffset[] = [];
  // No zone changes its offset twice in a week; a change is found to the week, then to the minute.
  let before = Date.UTC(FIRST_YEAR, 0, 1);
  offsets.push({ from: 0, offset: offsetAt(format, before) });
  for (let at = before + WEEK; at < Date.UTC(LAST_YEAR, 0, 1); at += WEEK) {
    const offset = offsetAt(format, at);
    if (offset !== offsets.at(-1)?.offset) offsets.push({ from: change(format, before, at), offset });
    before = at;
  }
  return offsets;
}

function change(format: Intl.DateTimeFormat, low: number, high: number): number {
  const after = offsetAt(format, high);
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (offsetAt(format, middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** `longOffset` prints GMT, GMT+09:00, GMT-03:30. */
function offsetAt(format: Intl.DateTimeFormat, time: number): number {
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(name);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR + Number(match[3]) * 60_000) : 0;
}
