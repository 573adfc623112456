-- title: Growth by night
-- description: Items of every verified night, how many more than the night before, and in percent.
-- table: any
-- reads: every night
-- chart: line x=export_date y=items
WITH nights AS (
  SELECT export_date, count(item) AS items
  FROM "{table}_raw"
  GROUP BY export_date
),
growth AS (
  SELECT export_date, items, items - lag(items) OVER (ORDER BY export_date) AS more
  FROM nights
)
SELECT export_date, items, more, round(100 * CAST(more AS double) / nullif(items - more, 0), 2) AS percent
FROM growth
ORDER BY export_date
