import type { Table } from '../config';
import { listJudgedColumns } from './columns';
import { literal } from './text';

/** One check of the validation, in terms of what `per_file` and `manifest` have. */
export interface Check {
  readonly name: string;
  /** `info` is no problem: a fact of the night, in `found`, which is always told. */
  readonly severity: 'error' | 'warn' | 'info';
  /** A check of the whole night gives at most one row, a check of a file one for each file. */
  readonly scope: 'night' | 'file';
  readonly expected: string;
  readonly found: string;
  readonly example?: string;
  /** True where there is a problem. */
  readonly wrong: string;
  /** Of the aggregates of a file's lines those that it takes, but for the number of lines. */
  readonly measures: readonly string[];
}

/** Characters of an example. */
export const EXAMPLE_LENGTH = 200;

const COUNTS: readonly Check[] = [
  {
    name: 'manifest_item_count',
    severity: 'error',
    scope: 'night',
    expected: 'item_count',
    found: 'coalesce(all_listed_items, 0)',
    wrong: 'coalesce(all_listed_items, 0) <> item_count',
    measures: [],
  },
  {
    name: 'item_count',
    severity: 'error',
    scope: 'night',
    expected: 'item_count',
    found: 'coalesce(all_items, 0)',
    wrong: 'coalesce(all_items, 0) <> item_count',
    measures: ['items'],
  },
  {
    name: 'file_missing',
    severity: 'error',
    scope: 'file',
    expected: 'listed_items',
    found: '0',
    wrong: 'lines IS NULL AND listed_items > 0',
    measures: [],
  },
  {
    name: 'file_not_listed',
    severity: 'error',
    scope: 'file',
    expected: '0',
    found: 'lines',
    wrong: 'times_listed IS NULL AND lines IS NOT NULL',
    measures: [],
  },
  {
    name: 'file_listed_twice',
    severity: 'error',
    scope: 'file',
    expected: '1',
    found: 'times_listed',
    wrong: 'times_listed > 1',
    measures: [],
  },
  {
    name: 'file_lines',
    severity: 'error',
    scope: 'file',
    expected: 'listed_items',
    found: 'lines',
    wrong: 'lines <> listed_items',
    measures: [],
  },
  {
    name: 'unreadable_lines',
    severity: 'error',
    scope: 'file',
    expected: '0',
    found: 'lines - items',
    wrong: 'items < lines',
    measures: ['items'],
  },
  // DynamoDB puts an item into one file, so another file with its key is a copy of it, even where the counts are right
  {
    name: 'file_copied',
    severity: 'error',
    scope: 'file',
    expected: '1',
    found: 'files_with_least_key',
    example: `substr(least_key, 1, ${EXAMPLE_LENGTH})`,
    wrong: 'files_with_least_key > 1',
    measures: ['least_key'],
  },
  {
    name: 'key_attributes',
    severity: 'error',
    scope: 'night',
    expected: '0',
    found: 'all_keyless',
    example: 'any_keyless_item',
    wrong: 'all_keyless > 0',
    measures: ['keyless', 'keyless_item'],
  },
];

const DUPLICATE_KEYS: Check = {
  name: 'duplicate_keys',
  severity: 'error',
  scope: 'night',
  expected: '0',
  found: 'all_repeated',
  example: 'any_repeated_key',
  wrong: 'all_repeated > 0',
  measures: ['least_key', 'repeated', 'repeated_key'],
};

/** What the next night of a table is proven by whose nights are made of changes. */
const FACTS: readonly Check[] = [
  ['items', 'items'],
  ['fingerprint', 'fingerprint'],
].map(([name = '', measure = '']) => ({
  name,
  severity: 'info',
  scope: 'night',
  expected: 'NULL',
  found: `coalesce(all_${measure}, 0)`,
  wrong: 'true',
  measures: [measure],
}));

/** All checks of a table's nights: counts, files, keys, and the declared type of each attribute. */
export function checks(table: Table): Check[] {
  const types = listJudgedColumns(table).map(({ name, trinoType }, index): Check => ({
    name: `type_of_${name}`,
    severity: table.typeConformance,
    scope: 'night',
    expected: literal(trinoType),
    found: `all_misfits_${index}`,
    example: `any_misfit_${index}`,
    wrong: `all_misfits_${index} > 0`,
    measures: [`misfits_${index}`, `misfit_${index}`],
  }));
  const facts = table.incremental ? FACTS : [];
  return [...facts, ...COUNTS, ...(table.checkDuplicateKeys ? [DUPLICATE_KEYS] : []), ...types];
}
