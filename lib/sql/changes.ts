import type { Table } from '../config';
import { identifier, literal } from './text';

/** Two nights of one table. */
export interface ComparedNights {
  /** The table of verified nights. */
  readonly raw: string;
  /** `export_date` of the earlier night. */
  readonly from: string;
  /** `export_date` of the later one. */
  readonly to: string;
}

/**
 * The query that compares the items of two nights by their keys: `change, attribute, items, example`. A row with attribute NULL counts the items that were added,
 * removed, changed or are unchanged; the others count the changed items in which an attribute differs. `example` is the
 * least key. One scan of each night.
 */
export function changesQuery(table: Pick<Table, 'partitionKey' | 'sortKey'>, nights: ComparedNights): string {
  const keys = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])];
  const columns = keys.map((_, index) => `key_${index + 1}`);
  const night = (date: string) => `SELECT
    item,
${keys.map(({ name, type }, index) => `    element_at(element_at(item, ${literal(name)}), '${type}') AS key_${index + 1}`).join(',\n')}
  FROM ${identifier(nights.raw)}
  WHERE export_date = ${literal(date)}`;
  const example = columns.map((column) => `coalesce(after_night.${column}, before_night.${column})`);
  return `WITH before_night AS (
  ${night(nights.from)}
),
after_night AS (
  ${night(nights.to)}
),
pairs AS (
  SELECT
    ${example.length === 1 ? (example[0] ?? '') : `concat(${example.join(", ' ', ")})`} AS item_key,
    before_night.item AS before_item,
    after_night.item AS after_item,
    CASE
      WHEN before_night.item IS NULL THEN 'added'
      WHEN after_night.item IS NULL THEN 'removed'
      WHEN before_night.item IS NOT DISTINCT FROM after_night.item THEN 'unchanged'
      ELSE 'changed'
    END AS change
  FROM before_night
  FULL JOIN after_night ON ${columns.map((column) => `after_night.${column} = before_night.${column}`).join(' AND ')}
),
differences AS (
  SELECT change, item_key, attribute
  FROM pairs
  CROSS JOIN UNNEST(concat(
    ARRAY[CAST(NULL AS varchar)],
    CASE WHEN change = 'changed' THEN filter(
      array_distinct(concat(map_keys(before_item), map_keys(after_item))),
      name -> element_at(before_item, name) IS DISTINCT FROM element_at(after_item, name)
    ) ELSE ARRAY[] END
  )) AS one (attribute)
)
SELECT change, attribute, count(*) AS items, min(item_key) AS example
FROM differences
GROUP BY change, attribute
ORDER BY change, attribute NULLS FIRST`;
}
