import type { Table } from '../config';
import { keyless, keysFound, keyText, type JudgedColumn } from './columns';
import { EXAMPLE_LENGTH } from './validation-checks';

/** An aggregate of a file's lines: its name, its SQL, and how the files that are put together make one value of it. */
export interface Measure {
  readonly name: string;
  readonly sql: string;
  readonly total: 'sum' | 'min';
  /** The column of the judged lines that it is of: its name and its SQL. */
  readonly column?: readonly [name: string, sql: string];
}

/** What a misfit of a column is, and what is shown of it. */
export type Misfit = Pick<JudgedColumn, 'misfit' | 'found'>;

/** What is asked of a file and never of all of them. */
export const OF_FILES_ALONE: readonly string[] = ['lines', 'least_key'];

/** All aggregates of a file's lines that checks of a table can take. */
export function listMeasures(table: Table, misfits: readonly Misfit[]): Measure[] {
  const example = (condition: string, text: string) =>
    `CASE WHEN ${condition} THEN substr(${text}, 1, ${EXAMPLE_LENGTH}) END`;
  const keylessItem = ['keyless_item', example(`item IS NOT NULL AND (${keyless(table)})`, keysFound(table))] as const;
  return [
    { name: 'lines', sql: 'count(*)', total: 'sum' },
    { name: 'items', sql: 'count_if(readable)', total: 'sum', column: ['readable', 'item IS NOT NULL'] },
    { name: 'least_key', sql: 'min(item_key)', total: 'min', column: ['item_key', keyText(table)] },
    {
      name: 'fingerprint',
      sql: 'sum(fingerprint)',
      total: 'sum',
      column: ['fingerprint', 'CAST(item_fingerprint AS decimal(38,0))'],
    },
    { name: 'keyless', sql: 'count(keyless_item)', total: 'sum', column: keylessItem },
    { name: 'keyless_item', sql: 'min(keyless_item)', total: 'min', column: keylessItem },
    ...misfits.flatMap(({ misfit, found }, index): Measure[] => {
      const column = [`misfit_${index}`, example(misfit, found)] as const;
      return [
        { name: `misfits_${index}`, sql: `count(misfit_${index})`, total: 'sum', column },
        { name: `misfit_${index}`, sql: `min(misfit_${index})`, total: 'min', column },
      ];
    }),
  ];
}

/** The aggregates of `selectDataByKey` that it has besides. */
export const REPEATED: readonly Measure[] = [
  { name: 'repeated', sql: 'sum(repeated)', total: 'sum' },
  { name: 'repeated_key', sql: 'min(repeated_key)', total: 'min' },
];
