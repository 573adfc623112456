-- title: Orders per hour of the day
-- description: When the restaurant is busy: orders by hour in Japan, and the share of all orders.
-- table: sushiorderdata
-- chart: bar x=hour y=orders
SELECT
  hour(with_timezone(ordered_at, 'UTC') AT TIME ZONE 'Asia/Tokyo') AS hour,
  count(*) AS orders,
  round(100 * CAST(count(*) AS double) / sum(count(*)) OVER (), 1) AS percent
FROM sushiorderdata
WHERE ordered_at IS NOT NULL
GROUP BY 1
ORDER BY hour
