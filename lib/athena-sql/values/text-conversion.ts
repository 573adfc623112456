import { RefusedError } from '../errors';
import { quote } from '../quote';
import { decimal, duckType, typeText, type DecimalType, type Type } from '../types';
import { fineOfText } from './fine-timestamp';
import { nameOnce } from './name-once';
import { roundTimestamp } from './round-timestamp';
import { isTime, timeOfText } from './time-conversion';

/** CAST of a text, or TRY_CAST with `safe`; not of one AS interval. */
export function fromVarchar(sql: string, to: Type, safe: boolean): string {
  switch (to.kind) {
    case 'varchar':
      return truncateText(sql, to.length);
    case 'char':
      return fillChar(sql, to.length);
    case 'varbinary':
      return `encode(${sql})`;
    case 'timestamptz':
      return `t_zoned(t_text_timestamptz(${sql}, ${to.precision}, ${safe ? 'TRUE' : 'FALSE'}))`;
    case 'json':
      return `t_json_native(${sql})`;
    default:
      if (isTime(to)) return timeOfText(sql, to, safe);
      return nameOnce([sql], ([text = '']) => {
        const tried = tryToRead(text, to);
        return safe ? tried : failWhereNull(tried, text, to);
      });
  }
}

/** NULL where the text does not fit. */
function tryToRead(text: string, to: Type): string {
  switch (to.kind) {
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `TRY_CAST(t_text_integer(${text}) AS ${duckType(to)})`;
    case 'decimal':
      return textToDecimal(`t_text_decimal(${text}, ${to.precision}, ${to.scale})`, to);
    case 'double':
      return `t_text_double(${text})`;
    case 'real':
      return `CAST(t_text_double(${text}) AS FLOAT)`;
    case 'boolean':
      return `t_text_boolean(${text})`;
    case 'date':
      return `t_text_date(${text})`;
    case 'timestamp':
      return roundTimestamp(`t_text_timestamp(${text}, ${to.precision})`, to.precision);
    case 'finetimestamp':
      return fineOfText(text, to);
    case 'uuid':
      return `t_text_uuid(${text})`;
    default:
      throw new RefusedError(`CAST of varchar AS ${typeText(to)}`);
  }
}

/** What was tried; where that is NULL although the text is not, a failure. Neither is computed twice, as in a CASE of both. */
const failWhereNull = (tried: string, text: string, to: Type): string =>
  `coalesce(${tried}, CASE WHEN ${text} IS NOT NULL THEN t_fail_cast(${text}, ${quote(typeText(to).toUpperCase())}) END)`;

/** DuckDB reads a decimal of more than 18 digits a hundred times slower, even a short one (1.5.6). */
function textToDecimal(text: string, to: DecimalType): string {
  const wide = `TRY_CAST(${text} AS ${duckType(to)})`;
  if (to.precision <= 18 || to.scale >= 18) return wide;
  return `coalesce(CAST(TRY_CAST(${text} AS ${duckType(decimal(18, to.scale))}) AS ${duckType(to)}), ${wide})`;
}

export const truncateText = (sql: string, length: number | undefined): string =>
  length === undefined ? sql : `left(${sql}, ${length})`;

/** A text as a char, which ends in as many spaces as it lacks. */
export const fillChar = (sql: string, length: number): string => `rpad(${sql}, ${length}, ' ')`;
