-- title: Toppings and who makes them
-- description: How many orders had each topping, and which chef made them. An order with two toppings counts in both.
-- table: sushiorderdata
-- chart: bar x=orders y=topping color=chef
WITH per_chef AS (
  SELECT topping, coalesce(detail_chef, 'not known') AS chef, count(*) AS orders
  FROM sushiorderdata
  CROSS JOIN UNNEST(toppings) AS garnished (topping)
  GROUP BY 1, 2
)
SELECT topping, chef, orders
FROM per_chef
ORDER BY sum(orders) OVER (PARTITION BY topping) DESC, topping, chef
