-- title: Orders per day and menu
-- description: How often each menu was ordered on each of the last 30 days in Japan, how many pieces, and for how much.
-- table: sushiorderdata
-- chart: bar x=day y=orders color=menu
WITH per_day AS (
  SELECT
    date(with_timezone(ordered_at, 'UTC') AT TIME ZONE 'Asia/Tokyo') AS day,
    menu,
    count(*) AS orders,
    sum(quantity) AS pieces,
    sum(quantity * price) AS amount
  FROM sushiorderdata
  WHERE ordered_at IS NOT NULL AND menu IS NOT NULL
  GROUP BY 1, 2
),
dated AS (
  SELECT *, max(day) OVER () AS last_day FROM per_day
)
-- Whole days, and not the first so many rows: a LIMIT would cut a day in its middle.
SELECT day, menu, orders, pieces, amount
FROM dated
WHERE date_diff('day', day, last_day) < 30
ORDER BY day DESC, orders DESC, menu
