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
