-- title: Growth by night
-- description: Items of every verified night, and how many more than the night before.
-- table: any
-- chart: line x=export_date y=items
WITH nights AS (
  SELECT export_date, count(item) AS items
  FROM sushiorderdata_raw
  GROUP BY export_date
)
SELECT export_date, items, items - lag(items) OVER (ORDER BY export_date) AS more
FROM nights
ORDER BY export_date
