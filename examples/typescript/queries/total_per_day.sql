-- title: Total per day
-- description: What was sold on each day, newest first.
-- table: orders
SELECT date(ordered_at) AS day, count(*) AS orders, sum(total) AS total
FROM orders
GROUP BY 1
ORDER BY 1 DESC
