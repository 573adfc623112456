-- title: What changed since the previous night
-- description: How many items the newest verified night has that the previous one had not, lacks, or has changed.
-- table: sushiorderdata
WITH newest AS (
  SELECT item, element_at(element_at(item, 'tableid'), 'S') AS tableid, element_at(element_at(item, 'datetime'), 'S') AS datetime
  FROM sushiorderdata_latest
  WHERE slot = 'newest'
),
previous AS (
  SELECT item, element_at(element_at(item, 'tableid'), 'S') AS tableid, element_at(element_at(item, 'datetime'), 'S') AS datetime
  FROM sushiorderdata_latest
  WHERE slot = 'previous'
),
changes AS (
  SELECT
    CASE
      WHEN previous.item IS NULL THEN 'added'
      WHEN newest.item IS NULL THEN 'removed'
      WHEN previous.item = newest.item THEN 'unchanged'
      ELSE 'changed'
    END AS change
  FROM newest
  FULL JOIN previous ON previous.tableid = newest.tableid AND previous.datetime = newest.datetime
)
SELECT change, count(*) AS items
FROM changes
GROUP BY change
ORDER BY change
