import { count } from '../../amount';

/** 515 -> +515, -3 -> −3 with a minus that is as wide as the plus. */
export function formatSigned(number: number): string {
  if (Number.isNaN(number)) return '';
  if (number === 0) return '±0';
  return number > 0 ? `+${count(number)}` : `−${count(-number)}`;
}

/** 2026-01-31 -> Saturday, 31 January 2026 */
export function longDate(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
}

/** The local time of an ISO 8601 time: 2026-01-31 04:00 Asia/Tokyo. */
export function localTime(time: string, timeZone: string): string {
  return `${new Date(time).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })} ${timeZone}`;
}

/** How much more in percent, with a minus that is as wide as the plus: 2.57 %. Nothing where there was nothing before. */
export function percent(more: number, before: number): string {
  return before === 0 || Number.isNaN(more) || Number.isNaN(before)
    ? ''
    : `${((100 * more) / before).toFixed(2).replace('-', '−')} %`;
}
