/** The date that a time (milliseconds since 1970) has in a zone, as `export_date` has it: 2026-01-31. */
export function localDate(time: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(time);
}

/** Formatters by zone: to make one takes longer than to format a year of dates with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a text is a date of the calendar, such as 2026-01-31, which 2026-02-30 is not. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The date a number of days before another. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}
