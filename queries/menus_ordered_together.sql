-- title: Menus ordered together
-- description: The 20 pairs of different menus that one table ordered within ten minutes most often.
-- table: sushiorderdata
-- chart: bar x=times y=pair
WITH orders AS (
  SELECT tableid, menu, ordered_at, date_diff('minute', TIMESTAMP '1970-01-01 00:00:00', ordered_at) / 15 AS quarter
  FROM sushiorderdata
  WHERE ordered_at IS NOT NULL AND menu IS NOT NULL
),
-- An order meets those of its own quarter of an hour and of the two beside it: no two others are ten minutes apart.
meetings AS (
  SELECT tableid, menu, ordered_at, quarter + distance AS quarter
  FROM orders
  CROSS JOIN UNNEST(ARRAY[-1, 0, 1]) AS beside (distance)
)
SELECT
  concat(first.menu, ' + ', second.menu) AS pair,
  count(*) AS times,
  count(DISTINCT first.tableid) AS tables
FROM orders AS first
JOIN meetings AS second ON second.tableid = first.tableid AND second.quarter = first.quarter
WHERE first.menu < second.menu AND abs(date_diff('second', first.ordered_at, second.ordered_at)) <= 600
GROUP BY first.menu, second.menu
ORDER BY times DESC, pair
LIMIT 20
