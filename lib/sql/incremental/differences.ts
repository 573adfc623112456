import type { Table } from '../../config';
import { keyShown } from '../columns';
import { literal } from '../text';
import { selectItemFacts } from './base-facts';

/** The keys that are told of those that differ. */
const EXAMPLE_KEYS = 3;

/**
 * The query that compares a published night with one that is staged, item by item: one row with `keys`, the number of keys
 * whose items are not the same or that only one of them has, and `examples`, up to three of the keys with `; ` between.
 */
export function differencesQuery(
  table: Table,
  tables: { readonly raw: string; readonly unloaded: string },
  night: { readonly exportDate: string; readonly unloadId: string },
): string {
  return `WITH published AS (
  ${selectItemFacts(table, tables.raw, `export_date = ${literal(night.exportDate)}`)}
),
staged AS (
  ${selectItemFacts(table, tables.unloaded, `unload_id = ${literal(night.unloadId)}`)}
)
SELECT count(*) AS keys, array_join(min(${keyShown(table, 'item_key')}, ${EXAMPLE_KEYS}), '; ') AS examples
FROM (
  SELECT coalesce(published.item_key, staged.item_key) AS item_key
  FROM published FULL JOIN staged ON staged.item_key = published.item_key
  WHERE published.item_fingerprint IS DISTINCT FROM staged.item_fingerprint
)`;
}
