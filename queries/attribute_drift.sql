-- title: Attributes that come and go
-- description: Every attribute of all verified nights with every DynamoDB type it ever had: since when, until when, in which share of the items at first and at last, and an example. Reads every night.
-- table: any
-- reads: every night
WITH attributes AS (
  SELECT export_date, attribute, element_at(map_keys(typed_value), 1) AS type, element_at(map_values(typed_value), 1) AS value
  FROM "{table}_raw"
  CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
),
nights AS (
  SELECT
    export_date,
    attribute,
    type,
    count(*) AS items,
    -- Every item has its key attributes, so the most frequent attribute is in all items of a night.
    round(100 * CAST(count(*) AS double) / max(count(*)) OVER (PARTITION BY export_date), 2) AS percent,
    min(substr(value, 1, 60)) AS example,
    min(export_date) OVER () AS oldest_night,
    max(export_date) OVER () AS newest_night
  FROM attributes
  GROUP BY export_date, attribute, type
)
SELECT
  attribute,
  type,
  CASE
    WHEN max(export_date) < max(newest_night) THEN 'gone'
    WHEN min(export_date) > min(oldest_night) THEN 'new'
    ELSE 'there'
  END AS state,
  min(export_date) AS first_night,
  max(export_date) AS last_night,
  count(*) AS nights,
  max_by(items, export_date) AS items,
  min_by(percent, export_date) AS first_percent,
  max_by(percent, export_date) AS last_percent,
  max_by(example, export_date) AS example
FROM nights
GROUP BY attribute, type
ORDER BY state, attribute, type
