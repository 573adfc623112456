import type { ComparedNights } from './changes';
import { identifier, literal } from './text';

/**
 * The query for every attribute of two nights with every DynamoDB type that it has: in how many items of each night, and an
 * example, of the later night if it has one. A set, a list or a map is an example up to 60 characters.
 */
export function driftQuery({ raw, from, to }: ComparedNights): string {
  const of = (date: string) => `export_date = ${literal(date)}`;
  return `WITH attributes AS (
  SELECT export_date, attribute, element_at(map_keys(typed_value), 1) AS type,
    substr(element_at(map_values(typed_value), 1), 1, 60) AS value
  FROM ${identifier(raw)}
  CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
  WHERE export_date IN (${literal(from)}, ${literal(to)})
)
SELECT
  attribute,
  type,
  count_if(${of(from)}) AS items_before,
  count_if(${of(to)}) AS items_after,
  coalesce(min(value) FILTER (WHERE ${of(to)}), min(value)) AS example
FROM attributes
GROUP BY attribute, type
ORDER BY attribute, type`;
}
