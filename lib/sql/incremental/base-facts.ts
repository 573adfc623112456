import type { Table } from '../../config';
import { HAS_ITEM_FACTS, LACKS_ITEM_FACTS } from '../columnar';
import { keyText } from '../columns';
import { fingerprint } from './fingerprint';

/**
 * Key and fingerprint of the items of a night, as columns `item_key` and `item_fingerprint`. Of files that have these columns
 * nothing else is read; of all others the items are.
 *
 * @param from a table, as SQL names it
 * @param condition picks the night's partition
 */
export function selectItemFacts(table: Table, from: string, condition: string): string {
  return `SELECT item_key, item_fingerprint FROM ${from} WHERE ${condition} AND ${HAS_ITEM_FACTS}
  UNION ALL
  SELECT ${keyText(table)}, ${fingerprint('item')} FROM ${from} WHERE ${condition} AND ${LACKS_ITEM_FACTS}`;
}

/** A sum of fingerprints, exact: 10^19 items fit. NULL of no item. */
export function sumFingerprints(column: string): string {
  return `sum(CAST(${column} AS decimal(38,0)))`;
}
