-- title: Duplicates by business key
-- description: Values of an attribute that should be in one item alone and are in several of the newest verified night, with the keys of up to three of them.
-- table: any
-- parameter: attribute 'orderid' Name of the attribute that should tell items apart.
WITH items AS (
  SELECT
    map_values(element_at(item, ?))[1] AS value,
    json_format(CAST(map_filter(item, (attribute, typed_value) -> contains("{key}", attribute)) AS json)) AS key
  FROM "{table}_latest"
  WHERE slot = 'newest'
)
SELECT value, count(*) AS items, array_join(slice(array_agg(key ORDER BY key), 1, 3), ' ') AS examples
FROM items
WHERE value IS NOT NULL
GROUP BY value
HAVING count(*) > 1
ORDER BY items DESC, value
LIMIT 100
