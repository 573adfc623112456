import { exportArn, parseExportArn } from '../export';
import type { PublishedNight } from '../night';

/** An export that a night was made of. */
export interface NightExport {
  readonly exportId: string;
  /** '' where the night does not say it. */
  readonly exportArn: string;
  /** `s3://bucket/folder/` of the night's own files, which are the export's where the night is one of lines. */
  readonly location?: string;
}

/** What the published night of a date was made of. */
export interface NightExports {
  readonly exportDate: string;
  /** Of a night made of changes: the date of the night that they were put on. */
  readonly baseDate?: string;
  /** The windows of a night made of changes, the oldest first; else the one full export. */
  readonly exports: readonly NightExport[];
}

/** An export is not where exports lie. */
export class NoExportError extends Error {}

/**
 * The exports that the published night of a date was made of.
 *
 * @param table the table of the nights, for the message
 * @throws Error that names the nights there are, where none is of the date
 */
export function findNightExports(exportDate: string, nights: readonly PublishedNight[], table: string): NightExports {
  const night = nights.find((one) => one.exportDate === exportDate);
  if (!night) throw new Error(`${table} has no published night of ${exportDate}: ${listNewest(nights)}`);
  const { exportId, exportArn: arn, location, chain } = night;
  if (chain?.kind !== 'changes') return { exportDate, exports: [{ exportId, exportArn: arn, location }] };
  const tableArn = parseExportArn(arn)?.tableArn;
  const windows = chain.windows.length === 0 ? [exportId] : chain.windows;
  return {
    exportDate,
    baseDate: chain.baseExportDate,
    exports: windows.map((id) => ({
      exportId: id,
      exportArn: tableArn === undefined ? '' : exportArn(tableArn, id),
    })),
  };
}

function listNewest(nights: readonly PublishedNight[]): string {
  if (nights.length === 0) return 'it has none';
  const newest = nights.slice(-3).reverse();
  return `the newest are ${newest.map(({ exportDate }) => exportDate).join(', ')}`;
}
