/** Bytes with a unit of a thousand, e.g. 1.9 MB. */
export function bytes(number: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, number > 0 ? Math.floor(Math.log10(number) / 3) : 0);
  return `${(number / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`;
}

/** Seconds or milliseconds that passed. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Local time of day in a zone, e.g. 04:12:35. */
export function timeOfDay(time: number, timeZone: string): string {
  return new Date(time).toLocaleTimeString('en-GB', { timeZone });
}

/** US dollars with two significant digits, e.g. 0.000048 USD. */
export function usDollars(amount: number): string {
  const digits = amount > 0 ? Math.max(2, 1 - Math.floor(Math.log10(amount))) : 2;
  return `${amount.toFixed(digits)} USD`;
}
