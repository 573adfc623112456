-- title: Attributes and their types
-- description: Every attribute of the newest verified night with every DynamoDB type it has, in how many items, and an example.
-- table: any
WITH attributes AS (
  SELECT attribute, element_at(map_keys(typed_value), 1) AS type, element_at(map_values(typed_value), 1) AS value
  FROM "{table}_latest"
  CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
  WHERE slot = 'newest'
)
SELECT
  attribute,
  type,
  count(*) AS items,
  -- Every item has its key attributes, so the most frequent attribute is in all items.
  round(100 * CAST(count(*) AS double) / max(count(*)) OVER (), 2) AS percent,
  min(substr(value, 1, 60)) AS example
FROM attributes
GROUP BY attribute, type
ORDER BY attribute, items DESC, type
