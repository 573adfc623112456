export { bytes, usDollars } from '../../amount';

/** Seconds or milliseconds that passed. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Local time of day in a zone, e.g. 04:12:35. */
export function timeOfDay(time: number, timeZone: string): string {
  return new Date(time).toLocaleTimeString('en-GB', { timeZone });
}
