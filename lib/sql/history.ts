import type { Table } from '../config';
import { HAS_ITEM_FACTS, LACKS_ITEM_FACTS } from './columnar';
import { identifier, literal } from './text';

/** The item that a history is asked of. */
export interface HistoryOf {
  /** The table of verified nights. */
  readonly raw: string;
  /** Value of the partition key, as the item has it: the text, the number's digits, or base64. */
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/**
 * The query for an item in all verified nights: a row for each of its attributes in each night, `export_date, attribute, type,
 * value`. Every night is read once; of those that keep the keys of their items beside them, what the key rules out is not.
 */
export function historyQuery(
  table: Pick<Table, 'partitionKey' | 'sortKey' | 'incremental'>,
  { raw, partitionKey, sortKey }: HistoryOf,
): string {
  const isKey = ({ name, type }: Table['partitionKey'], value: string) =>
    `element_at(element_at(item, ${literal(name)}), '${type}') = ${literal(value)}`;
  const isItem = [
    isKey(table.partitionKey, partitionKey),
    ...(table.sortKey && sortKey !== undefined ? [isKey(table.sortKey, sortKey)] : []),
  ].join(' AND ');
  const key = sortKey === undefined ? partitionKey : `${Array.from(partitionKey).length}:${partitionKey}${sortKey}`;
  const items = (condition: string) => `SELECT export_date, item FROM ${identifier(raw)} WHERE ${condition}`;
  const found = table.incremental
    ? `${items(`${HAS_ITEM_FACTS} AND item_key = ${literal(key)}`)}
  UNION ALL
  ${items(`${LACKS_ITEM_FACTS} AND ${isItem}`)}`
    : items(isItem);
  return `SELECT export_date, attribute, element_at(map_keys(typed), 1) AS type, element_at(map_values(typed), 1) AS value
FROM (
  ${found}
)
CROSS JOIN UNNEST(item) AS entries (attribute, typed)
ORDER BY export_date, attribute`;
}
