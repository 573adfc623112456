-- title: Attributes that changed since the previous night
-- description: Of the items that both the newest verified night and the previous one have: which attributes were added, removed or changed, in how many items, and one of them with its value before and after.
-- description: Where the night has the warning table_id, the two nights are those of two tables.
-- table: any
-- compares: nights
WITH items AS (
  SELECT
    slot,
    item,
    md5(to_utf8(json_format(CAST(item AS json)))) AS fingerprint,
    json_format(CAST(map_filter(item, (attribute, typed_value) -> contains("{key}", attribute)) AS json)) AS key
  FROM "{table}_latest"
),
newest AS (
  SELECT key, item, fingerprint FROM items WHERE slot = 'newest'
),
previous AS (
  SELECT key, item, fingerprint FROM items WHERE slot = 'previous'
),
attributes AS (
  SELECT
    newest.key,
    attribute,
    json_format(CAST(element_at(previous.item, attribute) AS json)) AS before,
    json_format(CAST(element_at(newest.item, attribute) AS json)) AS after
  FROM newest
  JOIN previous ON previous.key = newest.key AND previous.fingerprint <> newest.fingerprint
  CROSS JOIN UNNEST(map_keys(map_concat(previous.item, newest.item))) AS names (attribute)
)
SELECT
  attribute,
  CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change,
  count(*) AS items,
  min(key) AS example,
  min_by(substr(before, 1, 60), key) AS before,
  min_by(substr(after, 1, 60), key) AS after
FROM attributes
WHERE before IS DISTINCT FROM after
GROUP BY 1, 2
ORDER BY items DESC, attribute, change
