-- title: Orders a day and their moving average
-- description: Orders of each day in Japan that has any, beside the average of the last seven such days.
-- table: sushiorderdata
-- chart: line x=day y=average
WITH per_day AS (
  SELECT date(with_timezone(ordered_at, 'UTC') AT TIME ZONE 'Asia/Tokyo') AS day, count(*) AS orders
  FROM sushiorderdata
  WHERE ordered_at IS NOT NULL
  GROUP BY 1
)
SELECT
  day,
  orders,
  round(avg(CAST(orders AS double)) OVER (ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW), 1) AS average
FROM per_day
ORDER BY day
