import { nightsOf, type Night, type Partition } from '../target';
import { parseProblems, type Problem } from './failure';

/** A verified, published night, with all that its partition says. */
export interface PublishedNight extends Night {
  readonly exportArn: string;
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
export function publishedNights(partitions: readonly Partition[]): PublishedNight[] {
  const parameters = new Map(partitions.map((partition) => [partition.values[0], partition.parameters]));
  return nightsOf(partitions).map((night) => {
    const { export_arn = '', warnings = '0', validation_query_id = '' } = parameters.get(night.exportDate) ?? {};
    return { ...night, exportArn: export_arn, warnings: Number(warnings), validationQueryId: validation_query_id };
  });
}

/**
 * The exports of the files table's partitions, but for those of expired nights, whose registration waits for their objects
 * to go; ids sort by time, so the newest of a date is its last.
 */
export function registeredExports(partitions: readonly Partition[]): RegisteredExport[] {
  return partitions
    .filter(({ parameters }) => parameters.expired === undefined)
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
