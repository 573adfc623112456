/** The fields of a wall clock. */
export interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly dayOfYear: number;
  /** ISO week and its year. */
  readonly week: number;
  readonly weekYear: number;
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const DAY = 86_400_000;

export const pad = (number: number, width: number): string => String(number).padStart(width, '0');

/** Reads `2022-06-20 01:02:03.123456`. */
export function readClock(text: string): Clock {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.slice(0, 19).split(/[- :]/).map(Number);
  const micros = Number((text.split('.')[1] ?? '').padEnd(6, '0'));
  const date = Date.UTC(year, month - 1, day);
  const weekday = ((((Math.floor(date / DAY) + 3) % 7) + 7) % 7) + 1;
  const thursday = new Date(date + (4 - weekday) * DAY);
  const weekYear = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(weekYear, 0, 1)) / (7 * DAY)) + 1;
  const dayOfYear = Math.round((date - Date.UTC(year, 0, 1)) / DAY) + 1;
  return { year, month, day, hour, minute, second, micros, weekday, dayOfYear, week, weekYear };
}

/** A wall clock's text, or undefined if there is no such date or time. */
export function writeClock(fields: Readonly<Record<string, string | undefined>>): string | undefined {
  const number = (name: string, otherwise: number): number =>
    fields[name] === undefined ? otherwise : Number(fields[name]);
  const month =
    fields.monthName === undefined
      ? number('month', 1)
      : MONTHS.findIndex((m) => m.slice(0, 3).toLowerCase() === fields.monthName?.slice(0, 3).toLowerCase()) + 1;
  const [year, day, hour, minute, second] = [
    number('year', 1970),
    number('day', 1),
    number('hour', 0),
    number('minute', 0),
    number('second', 0),
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (
    year < 1 ||
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return undefined;
  const fraction = (fields.fraction ?? '').slice(0, 6).padEnd(6, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)} ${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}.${fraction}`;
}
