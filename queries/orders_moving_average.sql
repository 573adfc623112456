-- title: Orders a day and their moving average
-- description: Orders of each of the last 21 days in Japan, days without any too, beside the average of that day and the six before.
-- table: sushiorderdata
-- chart: line x=day y=orders,average
WITH per_day AS (
  SELECT date(with_timezone(ordered_at, 'UTC') AT TIME ZONE 'Asia/Tokyo') AS day, count(*) AS orders
  FROM sushiorderdata
  WHERE ordered_at IS NOT NULL
  GROUP BY 1
),
known AS (
  SELECT min(day) AS first_day, max(day) AS last_day FROM per_day
),
-- Every day has a row, so that seven rows are seven days.
days AS (
  SELECT calendar.day, last_day
  FROM known
  CROSS JOIN UNNEST(sequence(greatest(first_day, date_add('day', -26, last_day)), last_day, INTERVAL '1' DAY)) AS calendar (day)
),
smoothed AS (
  SELECT
    days.day,
    last_day,
    coalesce(orders, 0) AS orders,
    count(*) OVER (ORDER BY days.day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS averaged,
    avg(CAST(coalesce(orders, 0) AS double)) OVER (ORDER BY days.day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS average
  FROM days
  LEFT JOIN per_day ON per_day.day = days.day
)
SELECT day, orders, if(averaged = 7, round(average, 1)) AS average
FROM smoothed
WHERE date_diff('day', day, last_day) < 21
ORDER BY day
