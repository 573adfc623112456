import type { SourcePartition } from './source';
import { parseProblems, type Problem } from './failure';

/** A verified, published night, as its partition says. */
export interface Night {
  readonly exportDate: string;
  readonly exportId: string;
  readonly exportArn: string;
  /** ISO 8601, UTC: the items are those of this time. */
  readonly exportTime: string;
  readonly itemCount: number;
  readonly warnings: number;
  readonly validationQueryId: string;
}

/** An export that was registered for a date, published or not. */
export interface RegisteredExport {
  readonly exportDate: string;
  readonly exportId: string;
  readonly verified: boolean;
  /** What the validation found, where it published. */
  readonly problems: readonly Problem[];
}

/** The nights of the raw table's partitions, the oldest first. */
export function publishedNights(partitions: readonly SourcePartition[]): Night[] {
  return partitions
    .map(({ values: [exportDate = ''], parameters }) => ({
      exportDate,
      exportId: parameters.export_id ?? '',
      exportArn: parameters.export_arn ?? '',
      exportTime: parameters.export_time ?? '',
      itemCount: Number(parameters.item_count ?? 0),
      warnings: Number(parameters.warnings ?? 0),
      validationQueryId: parameters.validation_query_id ?? '',
    }))
    .sort((a, b) => (a.exportDate < b.exportDate ? -1 : 1));
}

/** The exports of the files table's partitions; ids sort by time, so the newest of a date is its last. */
export function registeredExports(partitions: readonly SourcePartition[]): RegisteredExport[] {
  return partitions
    .map(({ values: [exportDate = '', exportId = ''], parameters }) => ({
      exportDate,
      exportId,
      verified: parameters.verified === 'true',
      problems: parseProblems(parameters.problems),
    }))
    .sort((a, b) => (`${a.exportDate} ${a.exportId}` < `${b.exportDate} ${b.exportId}` ? -1 : 1));
}

/**
 * The days between two nights that have none, the newest last.
 *
 * @param nights the oldest first
 */
export function missingNights(nights: readonly Pick<Night, 'exportDate'>[]): string[] {
  const DAY = 86_400_000;
  const dates = new Set(nights.map(({ exportDate }) => exportDate));
  const [first, last] = [nights[0], nights.at(-1)].map((night) => Date.parse(night?.exportDate ?? ''));
  const missing: string[] = [];
  for (let day = (first ?? NaN) + DAY; day < (last ?? NaN); day += DAY) {
    const date = new Date(day).toISOString().slice(0, 10);
    if (!dates.has(date)) missing.push(date);
  }
  return missing;
}
