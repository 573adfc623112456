import { literal, USUAL_INSTANT } from '../sql';

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
 * | L | `S` or `BOOL` where all elements are; with numbers alone as NS; empty for an empty list; else `other` |
 *
 * All others have the empty shape: their descriptor says everything. A value is not parsed as JSON, since there are as many
 * as attributes in all items, and a list can have 400 KB.
 */
const SHAPE = `CASE descriptor
      WHEN 'S' THEN ${textShape('value')}
      WHEN 'N' THEN ${numberShape('value')}
      WHEN 'SS' THEN 'S'
      WHEN 'BS' THEN 'B'
      WHEN 'NS' THEN ${numbersShape('numbers')}
      WHEN 'L' THEN ${listShape('value', 'numbers')}
      ELSE ''
    END`;

/** The numbers of a set, or of a list of numbers alone, as texts. They have no quotation marks in them. */
const NUMBERS = `CASE WHEN descriptor = 'NS' OR (descriptor = 'L' AND ${isListOf('value', '"N":"[^"]*"')})
      THEN filter(split(value, '"'), part -> regexp_like(part, '^-?[0-9]')) END`;

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
    SELECT item_group, attribute, descriptor, value,
    ${NUMBERS} AS numbers
    FROM (
      SELECT ${group} AS item_group, attribute, element_at(map_keys(typed_value), 1) AS descriptor, element_at(map_values(typed_value), 1) AS value
      FROM ${relation} AS night
      CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
    ) AS typed_values
  ) AS numbered
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
        WHEN ${text} NOT LIKE '____-__-%' THEN 'text'
        WHEN ${isDate} THEN 'date'
        WHEN regexp_like(${text}, '${USUAL_INSTANT}') THEN 'timestamp'
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
  const selectMost = (of: (number: string) => string) =>
    `CAST(array_max(transform(${texts}, n -> ${of('n')})) AS varchar)`;
  return `CASE
        WHEN any_match(${texts}, n -> ${hasExponent('n')}) THEN 'N exponent'
        ELSE concat('N ', ${selectMost(wholeDigits)}, '.', ${selectMost(fractionDigits)})
      END`;
}

/** DynamoDB trims zeros at both ends ("Data types", Number); a whole part of 0 is no digit. */
function wholeDigits(number: string): string {
  const point = `strpos(${number}, '.')`;
  const sign = `if(starts_with(${number}, '-'), 1, 0)`;
  const whole = `if(${point} = 0, length(${number}), ${point} - 1) - ${sign}`;
  return `if(substr(${number}, 1 + ${sign}, 1) = '0', 0, ${whole})`;
}

function fractionDigits(number: string): string {
  const point = `strpos(${number}, '.')`;
  return `if(${point} = 0, 0, length(${number}) - ${point})`;
}

function hasExponent(number: string): string {
  return `(strpos(${number}, 'E') > 0 OR strpos(${number}, 'e') > 0)`;
}

function listShape(list: string, numbers: string): string {
  return `CASE
        WHEN ${list} = '[]' THEN ''
        WHEN ${numbers} IS NOT NULL THEN ${numbersShape(numbers)}
        WHEN ${isListOf(list, '"S":"[^"\\\\]*(\\\\.[^"\\\\]*)*"')} THEN 'S'
        WHEN ${isListOf(list, '"BOOL":(true|false)')} THEN 'BOOL'
        ELSE 'other'
      END`;
}

/** Whether each element of a list, which has one at least, is such a value. */
function isListOf(list: string, element: string): string {
  return `regexp_like(${list}, '^\\[\\{${element}\\}(,\\{${element}\\})*\\]$')`;
}
