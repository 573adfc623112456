/** 20003 -> 20,003 */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/**
 * A number of things as a person says it: 1 item, 2,000 items.
 *
 * @param unit one of them
 * @param units several of them. @default the unit with an s
 */
export function amount(number: number, unit: string, units = `${unit}s`): string {
  return `${count(number)} ${number === 1 ? unit : units}`;
}

/** Bytes with a unit of a thousand, e.g. 1.9 MB. */
export function bytes(number: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, number > 0 ? Math.floor(Math.log10(number) / 3) : 0);
  return `${(number / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ''}`;
}

/** US dollars with two significant digits, e.g. 0.000048 USD. */
export function usDollars(amount: number): string {
  const digits = amount > 0 ? Math.max(2, 1 - Math.floor(Math.log10(amount))) : 2;
  return `${amount.toFixed(digits)} USD`;
}
