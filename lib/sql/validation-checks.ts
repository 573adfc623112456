import type { Table } from '../config';
import { judgedColumns } from './columns';
import { literal } from './text';

/** One check of the validation, in terms of what `per_file` and `manifest` have. */
export interface Check {
  readonly name: string;
  readonly severity: 'error' | 'warn';
  /** A check of the whole night gives at most one row, a check of a file one for each file. */
  readonly scope: 'night' | 'file';
  readonly expected: string;
  readonly found: string;
  readonly example?: string;
  /** True where there is a problem. */
  readonly wrong: string;
}

const COUNTS: readonly Check[] = [
  {
    name: 'manifest_item_count',
    severity: 'error',
    scope: 'night',
    expected: 'item_count',
    found: 'coalesce(all_listed_items, 0)',
    wrong: 'coalesce(all_listed_items, 0) <> item_count',
  },
  {
    name: 'item_count',
    severity: 'error',
    scope: 'night',
    expected: 'item_count',
    found: 'coalesce(all_items, 0)',
    wrong: 'coalesce(all_items, 0) <> item_count',
  },
  {
    name: 'file_missing',
    severity: 'error',
    scope: 'file',
    expected: 'listed_items',
    found: '0',
    wrong: 'lines IS NULL AND listed_items > 0',
  },
  {
    name: 'file_not_listed',
    severity: 'error',
    scope: 'file',
    expected: '0',
    found: 'lines',
    wrong: 'times_listed IS NULL AND lines IS NOT NULL',
  },
  {
    name: 'file_listed_twice',
    severity: 'error',
    scope: 'file',
    expected: '1',
    found: 'times_listed',
    wrong: 'times_listed > 1',
  },
  {
    name: 'file_lines',
    severity: 'error',
    scope: 'file',
    expected: 'listed_items',
    found: 'lines',
    wrong: 'lines <> listed_items',
  },
  {
    name: 'unreadable_lines',
    severity: 'error',
    scope: 'file',
    expected: '0',
    found: 'lines - items',
    wrong: 'items < lines',
  },
  {
    name: 'key_attributes',
    severity: 'error',
    scope: 'night',
    expected: '0',
    found: 'all_keyless',
    example: 'any_keyless_item',
    wrong: 'all_keyless > 0',
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
};

/** All checks of a table's nights: counts, files, keys, and the declared type of each attribute. */
export function checks(table: Table): Check[] {
  const types = judgedColumns(table).map(({ name, trinoType }, index): Check => ({
    name: `type_of_${name}`,
    severity: table.typeConformance,
    scope: 'night',
    expected: literal(trinoType),
    found: `all_misfits_${index}`,
    example: `any_misfit_${index}`,
    wrong: `all_misfits_${index} > 0`,
  }));
  return [...COUNTS, ...(table.checkDuplicateKeys ? [DUPLICATE_KEYS] : []), ...types];
}
