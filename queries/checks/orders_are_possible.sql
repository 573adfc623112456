-- title: Orders are possible
-- description: An order is of one piece at least, and nothing has a negative price.
-- table: sushiorderdata
-- severity: error
SELECT tableid, datetime, menu, quantity, price
FROM sushiorderdata
WHERE quantity < 1 OR price < 0
