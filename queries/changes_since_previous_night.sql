-- title: What changed since the previous night
-- description: How many items the newest verified night has that the previous one had not, lacks, or has changed; and the key of one of them.
-- description: Where the night has the warning table_id, the two nights are those of two tables.
-- table: any
-- compares: nights
WITH items AS (
  SELECT
    slot,
    json_format(CAST(map_filter(item, (attribute, typed_value) -> contains("{key}", attribute)) AS json)) AS key,
    -- A fingerprint is compared and kept in memory more cheaply than an item of up to 400 KB.
    md5(to_utf8(json_format(CAST(item AS json)))) AS fingerprint
  FROM "{table}_latest"
),
newest AS (
  SELECT key, fingerprint FROM items WHERE slot = 'newest'
),
previous AS (
  SELECT key, fingerprint FROM items WHERE slot = 'previous'
)
SELECT
  CASE
    WHEN previous.key IS NULL THEN 'added'
    WHEN newest.key IS NULL THEN 'removed'
    WHEN newest.fingerprint = previous.fingerprint THEN 'unchanged'
    ELSE 'changed'
  END AS change,
  count(*) AS items,
  min(coalesce(newest.key, previous.key)) AS example
FROM newest
FULL JOIN previous ON previous.key = newest.key
GROUP BY 1
ORDER BY change
