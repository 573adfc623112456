import type { Table } from '../../config';
import { keyText } from '../columns';
import { literal } from '../text';

/**
 * The windows of changes that a night is made of, the oldest first, as rows of SQL: `('<exportId>', <from>, <to>, <itemCount>)`.
 * Times are microseconds since 1970, `from` is inclusive and `to` is not; the count is that of the manifest's summary.
 */
export type WindowRows = string;

/** The exports of the windows, as texts of SQL: `'<exportId>', '<exportId>'`. */
export type WindowIds = string;

/** Which changes a query reads. The texts go into SQL as they are: pass only what was checked. */
export interface Windows {
  /** `export_date` of the night that is made of them. */
  readonly exportDate: string;
  readonly windows: WindowRows;
  readonly windowIds: WindowIds;
}

/** The rows of the windows, as columns. */
export function selectWindows({ windows }: Windows): string {
  return `SELECT export_id, CAST(from_micros AS bigint) AS from_micros, CAST(to_micros AS bigint) AS to_micros, CAST(item_count AS bigint) AS item_count
  FROM (VALUES ${windows}) AS w (export_id, from_micros, to_micros, item_count)`;
}

/** The condition on the partitions of the changes. */
export function isOfWindows({ exportDate, windowIds }: Pick<Windows, 'exportDate' | 'windowIds'>): string {
  return `export_date = ${literal(exportDate)} AND export_id IN (${windowIds})`;
}

/** When a change was written, in microseconds since 1970; NULL where the record does not say it. */
export const WRITTEN = "TRY_CAST(element_at(element_at(metadata, 'WriteTimestampMicros'), 'N') AS bigint)";

/** The key of a changed item, as {@link keyText} has it. */
export function formatChangedKey(table: Table): string {
  return keyText(table, 'keys');
}
