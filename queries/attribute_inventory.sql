-- title: Attributes and their types
-- description: Every attribute of the newest verified night with every DynamoDB type it has, in how many items, and an example.
-- table: any
WITH attributes AS (
  SELECT attribute, map_keys(typed_value)[1] AS type, map_values(typed_value)[1] AS value
  FROM sushiorderdata_latest
  CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
  WHERE slot = 'newest'
),
total AS (
  SELECT count(item) AS items FROM sushiorderdata_latest WHERE slot = 'newest'
)
SELECT
  attribute,
  type,
  count(*) AS items,
  round(100 * CAST(count(*) AS double) / max(total.items), 2) AS percent,
  min(substr(value, 1, 60)) AS example
FROM attributes
CROSS JOIN total
GROUP BY attribute, type
ORDER BY attribute, items DESC, type
