import { literal } from '../sql';

/** Attributes whose names come from data (a customer's number as a name) would have no end; the rarest are not told. */
export const MAX_INVENTORY_ROWS = 10_000;

/** Characters of an example. */
const EXAMPLE_LENGTH = 60;

/**
 * SQL text that tells the shape of a value, by its type descriptor:
 *
 * | descriptor | shape |
 * |---|---|
 * | S | `empty`, `date`, `timestamp`, `timestamp_fine` (more than three digits of a second), `text` |
 * | N | `5.2`: digits before and after the point; `exponent` for a number that is not written out |
 * | SS, BS | as in L: `S`, `B` |
 * | NS | `N ` and the most digits of its numbers, `N 5.2`, or `N exponent` |
 * | L | type descriptors of its elements, `M,S`; with numbers alone as NS; empty for an empty list |
 *
 * All others have the empty shape: their descriptor says everything.
 */
const SHAPE = `CASE descriptor
      WHEN 'S' THEN ${textShape('value')}
      WHEN 'N' THEN ${numberShape('value')}
      WHEN 'SS' THEN 'S'
      WHEN 'BS' THEN 'B'
      WHEN 'NS' THEN concat('N ', ${numbersShape('CAST(json_parse(value) AS array(varchar))')})
      WHEN 'L' THEN ${listShape('CAST(json_parse(value) AS array(map(varchar, json)))')}
      ELSE ''
    END`;

/**
 * The query for the inventory of all items: a row for every attribute, type descriptor and shape, with the number of
 * items and an example. One scan.
 *
 * @param relation what has the column `item`: a table's name or `(SELECT ...)`
 * @param group SQL over `item` of a text to count apart, such as a discriminating attribute; @default one for all
 */
export function inventoryQuery(relation: string, group = literal('')): string {
  return `SELECT item_group, attribute, descriptor, shape, count(*) AS items, min(substr(value, 1, ${EXAMPLE_LENGTH})) AS example
FROM (
  SELECT item_group, attribute, descriptor, value,
    ${SHAPE} AS shape
  FROM (
    SELECT ${group} AS item_group, attribute, map_keys(typed_value)[1] AS descriptor, map_values(typed_value)[1] AS value
    FROM ${relation} AS night
    CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
  ) AS typed_values
) AS shapes
GROUP BY item_group, attribute, descriptor, shape
ORDER BY items DESC, attribute, descriptor, shape
LIMIT ${MAX_INVENTORY_ROWS}`;
}

/**
 * A year alone is ISO 8601 too, and so is '01': only a text with all of a date and a time in it is meant as one. The
 * cheap conditions come first, as most texts are none.
 */
function textShape(text: string): string {
  const isDate = `length(${text}) = 10 AND TRY_CAST(${text} AS date) IS NOT NULL`;
  const isTime = `substr(${text}, 11, 1) = 'T' AND length(${text}) >= 16 AND TRY(from_iso8601_timestamp(${text})) IS NOT NULL`;
  const isFine = `length(${text}) > 24 AND regexp_like(${text}, '[.,][0-9]{3}0*[1-9]')`;
  return `CASE
        WHEN ${text} = '' THEN 'empty'
        WHEN substr(${text}, 5, 1) <> '-' OR substr(${text}, 8, 1) <> '-' THEN 'text'
        WHEN ${isDate} THEN 'date'
        WHEN ${isTime} THEN CASE WHEN ${isFine} THEN 'timestamp_fine' ELSE 'timestamp' END
        ELSE 'text'
      END`;
}

function numberShape(number: string): string {
  return `CASE
        WHEN ${hasExponent(number)} THEN 'exponent'
        ELSE concat(CAST(${wholeDigits(number)} AS varchar), '.', CAST(${fractionDigits(number)} AS varchar))
      END`;
}

function numbersShape(texts: string): string {
  const most = (of: (number: string) => string) => `CAST(array_max(transform(${texts}, n -> ${of('n')})) AS varchar)`;
  return `CASE
        WHEN any_match(${texts}, n -> ${hasExponent('n')}) THEN 'exponent'
        ELSE concat(${most(wholeDigits)}, '.', ${most(fractionDigits)})
      END`;
}

/** DynamoDB trims zeros at both ends ("Data types", Number), so digits need no regular expression. */
function wholeDigits(number: string): string {
  const whole = `split_part(replace(${number}, '-', ''), '.', 1)`;
  return `CASE ${whole} WHEN '0' THEN 0 ELSE length(${whole}) END`;
}

function fractionDigits(number: string): string {
  return `coalesce(length(split_part(${number}, '.', 2)), 0)`;
}

function hasExponent(number: string): string {
  return `strpos(upper(${number}), 'E') > 0`;
}

function listShape(elements: string): string {
  const kinds = `array_join(array_sort(array_distinct(transform(${elements}, e -> map_keys(e)[1]))), ',')`;
  const numbers = numbersShape(`transform(${elements}, e -> CAST(element_at(e, 'N') AS varchar))`);
  return `CASE ${kinds} WHEN 'N' THEN concat('N ', ${numbers}) ELSE ${kinds} END`;
}
