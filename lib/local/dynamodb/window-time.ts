/** The changes of [from, to), in milliseconds since 1970. */
export interface ExportWindow {
  readonly from: number;
  readonly to: number;
  /** ExportViewType */
  readonly view: string;
}

const LEAST_MINUTES = 15;
const MOST_HOURS = 24;

/**
 * The text with which DynamoDB refuses a window, always with InvalidExportTimeException; undefined where it takes the
 * window. Texts and their order are recorded, except for windows that are too long or end before they begin.
 *
 * @param earliest since when there is point-in-time recovery, and the table; Infinity where it is off: DynamoDB then says
 *   the same of any window
 */
export function windowRefusal(
  { from, to }: Pick<ExportWindow, 'from' | 'to'>,
  earliest: number,
  now: number,
): string | undefined {
  const difference = 'Difference between export period from time and export period to time is';
  if (from < earliest)
    return `Incremental export period from time cannot be less than the table creation time : ${seconds(from)}`;
  if (from >= to)
    return 'Incremental export period from time should not be greater or equal to incremental export period to time';
  if (to > now) return `Incremental export period to time cannot be greater than the current time : ${seconds(to)}`;
  if (to - from < LEAST_MINUTES * 60_000) return `${difference} less than ${LEAST_MINUTES} minutes`;
  if (to - from > MOST_HOURS * 3_600_000) return `${difference} greater than ${MOST_HOURS} hours`;
  return undefined;
}

/** Without a part of a second, in milliseconds. */
export function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function seconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
