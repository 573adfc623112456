-- title: Orders per table
-- description: Orders, pieces and sales of each table of the restaurant, and the menu it ordered most.
-- table: sushiorderdata
-- chart: bar x=tableid y=amount
WITH per_menu AS (
  SELECT tableid, menu, count(*) AS orders, sum(quantity) AS pieces, sum(quantity * price) AS amount
  FROM sushiorderdata
  GROUP BY tableid, menu
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY tableid ORDER BY orders DESC, menu) AS place
  FROM per_menu
)
SELECT
  tableid,
  sum(orders) AS orders,
  sum(pieces) AS pieces,
  sum(amount) AS amount,
  max(menu) FILTER (WHERE place = 1) AS favourite
FROM ranked
GROUP BY tableid
ORDER BY amount DESC, tableid
