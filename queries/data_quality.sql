-- title: Data quality
-- description: What is odd about the attributes of the newest verified night: another type than most, NULL, empty, spaces at an end, more digits than a double holds, names that differ in case alone; in how many items, and one of them.
-- table: any
WITH items AS (
  SELECT
    item,
    json_format(CAST(map_filter(item, (attribute, typed_value) -> contains("{key}", attribute)) AS json)) AS key
  FROM "{table}_latest"
  WHERE slot = 'newest'
),
attributes AS (
  SELECT key, attribute, element_at(map_keys(typed_value), 1) AS type, element_at(map_values(typed_value), 1) AS value
  FROM items
  CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
),
judged AS (
  SELECT
    *,
    value IN ('', '[]', '{}') AS is_empty,
    type = 'S' AND value <> trim(value) AS has_spaces,
    -- few numbers are so long, and only of those the digits are counted
    if(type = 'N' AND length(value) > 15, length(regexp_replace(regexp_replace(value, '[eE].*|[.-]'), '^0+|0+$')) > 15, false) AS has_many_digits
  FROM attributes
),
kinds AS (
  SELECT
    attribute,
    type,
    count(*) AS items,
    min(key) AS key,
    count_if(is_empty) AS empty,
    min(key) FILTER (WHERE is_empty) AS empty_key,
    count_if(has_spaces) AS spaces,
    min(key) FILTER (WHERE has_spaces) AS spaces_key,
    count_if(has_many_digits) AS digits,
    min(key) FILTER (WHERE has_many_digits) AS digits_key
  FROM judged
  GROUP BY attribute, type
),
compared AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY attribute ORDER BY items DESC, type) AS place,
    min(attribute) OVER (PARTITION BY lower(attribute)) <> max(attribute) OVER (PARTITION BY lower(attribute)) AS has_twin
  FROM kinds
)
SELECT attribute, type, found.finding, found.items, found.example
FROM compared
CROSS JOIN UNNEST(ARRAY[
  ROW('another type than most', if(place > 1, items, 0), key),
  ROW('NULL', if(type = 'NULL', items, 0), key),
  ROW('empty', empty, empty_key),
  ROW('spaces at an end', spaces, spaces_key),
  ROW('more digits than a double holds', digits, digits_key),
  ROW('a name that differs from another in case alone', if(has_twin, items, 0), key)
]) AS found (finding, items, example)
WHERE found.items > 0
ORDER BY attribute, type, found.finding
