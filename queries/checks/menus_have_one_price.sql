-- title: Menus have one price
-- description: A menu that was sold at several prices in the week before the night: a new price, or one that was mistyped.
-- table: sushiorderdata
-- severity: warn
SELECT menu, count(DISTINCT price) AS prices, min(price) AS lowest, max(price) AS highest
FROM sushiorderdata
WHERE ordered_at >= date_add('day', -7, CAST(export_date AS date))
GROUP BY menu
HAVING count(DISTINCT price) > 1
