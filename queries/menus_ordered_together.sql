-- title: Menus ordered together
-- description: Pairs of different menus that one table ordered within ten minutes.
-- table: sushiorderdata
-- chart: bar x=times y=pair
SELECT
  concat(first.menu, ' + ', second.menu) AS pair,
  count(*) AS times,
  count(DISTINCT first.tableid) AS tables
FROM sushiorderdata AS first
JOIN sushiorderdata AS second
  ON first.tableid = second.tableid
  AND first.menu < second.menu
  AND abs(date_diff('second', first.ordered_at, second.ordered_at)) <= 600
GROUP BY first.menu, second.menu
ORDER BY times DESC, pair
LIMIT 20
