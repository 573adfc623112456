-- title: Orders per day and menu
-- description: How often each menu was ordered on each day in Japan, how many pieces, and for how much.
-- table: sushiorderdata
-- chart: bar x=day y=orders color=menu
SELECT
  date(with_timezone(ordered_at, 'UTC') AT TIME ZONE 'Asia/Tokyo') AS day,
  menu,
  count(*) AS orders,
  sum(quantity) AS pieces,
  sum(quantity * price) AS amount
FROM sushiorderdata
WHERE ordered_at IS NOT NULL AND menu IS NOT NULL
GROUP BY 1, 2
ORDER BY day DESC, orders DESC, menu
LIMIT 200
