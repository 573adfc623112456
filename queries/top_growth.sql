-- title: Menus that grow most
-- description: The 20 menus whose orders grew most: the last seven days in Japan against the seven before. The last of them is the day of the newest order.
-- table: sushiorderdata
-- chart: bar x=more y=menu
WITH per_day AS (
  SELECT menu, date(with_timezone(ordered_at, 'UTC') AT TIME ZONE 'Asia/Tokyo') AS day, count(*) AS orders
  FROM sushiorderdata
  WHERE ordered_at IS NOT NULL AND menu IS NOT NULL
  GROUP BY 1, 2
),
per_week AS (
  SELECT menu, orders, date_diff('day', day, max(day) OVER ()) / 7 AS weeks_ago
  FROM per_day
),
compared AS (
  SELECT
    menu,
    coalesce(sum(orders) FILTER (WHERE weeks_ago = 0), 0) AS orders,
    coalesce(sum(orders) FILTER (WHERE weeks_ago = 1), 0) AS week_before
  FROM per_week
  GROUP BY menu
)
SELECT
  menu,
  orders,
  week_before,
  orders - week_before AS more,
  round(100 * CAST(orders - week_before AS double) / nullif(week_before, 0), 1) AS percent
FROM compared
WHERE orders > 0 OR week_before > 0
ORDER BY more DESC, menu
LIMIT 20
