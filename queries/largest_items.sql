-- title: Largest items
-- description: The 20 largest items of the newest verified night, and the attribute that takes most of each. Bytes are those of the item's JSON; DynamoDB, whose limit is 400 KB, counts a little less.
-- table: any
-- chart: bar x=bytes y=key
WITH largest AS (
  SELECT
    json_format(CAST(map_filter(item, (attribute, typed_value) -> contains("{key}", attribute)) AS json)) AS key,
    item,
    length(to_utf8(json_format(CAST(item AS json)))) AS bytes
  FROM "{table}_latest"
  WHERE slot = 'newest'
  ORDER BY bytes DESC, key
  LIMIT 20
),
attributes AS (
  SELECT key, bytes, attribute, length(to_utf8(json_format(CAST(typed_value AS json)))) AS attribute_bytes
  FROM largest
  CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY key ORDER BY attribute_bytes DESC, attribute) AS place
  FROM attributes
)
SELECT
  key,
  bytes,
  count(*) AS attributes,
  max(attribute) FILTER (WHERE place = 1) AS largest_attribute,
  max(attribute_bytes) AS largest_attribute_bytes
FROM ranked
GROUP BY key, bytes
ORDER BY bytes DESC, key
