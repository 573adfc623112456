import { RefusedError } from '../errors';
import { typeText, type Type } from '../types';
import { isTime, textOfTime } from './time-conversion';

/** DuckDB leaves out the zero before the point of a decimal that has no whole digits. */
export const decimalText = (sql: string, { precision, scale }: { precision: number; scale: number }): string =>
  precision > scale
    ? `CAST(${sql} AS VARCHAR)`
    : `replace(replace('x' || CAST(${sql} AS VARCHAR), 'x-.', '-0.'), 'x.', '0.')`;

/** As CAST(.. AS varchar) prints it. */
export function toVarchar(sql: string, from: Type): string {
  switch (from.kind) {
    case 'unknown':
      return 'CAST(NULL AS VARCHAR)';
    case 'varchar':
    case 'char':
    case 'uuid':
      return sql;
    case 'ipaddress':
      return `t_ip_text(${sql})`;
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `CAST(${sql} AS VARCHAR)`;
    case 'date':
      return `t_date_text(${sql})`;
    case 'decimal':
      return decimalText(sql, from);
    case 'double':
      return `t_double_text(${sql})`;
    case 'real':
      return `t_real_text(CAST(${sql} AS DOUBLE))`;
    case 'timestamp':
      return `t_timestamp_text(${sql}, ${from.precision})`;
    case 'finetimestamp':
      return `t_fine_text(${sql}, ${from.precision})`;
    case 'timestamptz':
      return `(t_timestamp_text(t_local(${sql}), ${from.precision}) || ' ' || (${sql}).z)`;
    case 'intervalDay':
      return `t_interval_day_text(${sql})`;
    case 'intervalYear':
      return `t_interval_year_text(${sql})`;
    case 'json':
      return `t_json_to_varchar(${sql}, FALSE)`;
    default:
      if (isTime(from)) return textOfTime(sql, from);
      throw new RefusedError(`CAST of ${typeText(from)} AS varchar`);
  }
}
