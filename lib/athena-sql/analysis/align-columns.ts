import { sameType, type Type } from '../types';
import { coerce } from '../values/coercion';
import { columnValue, fresh, type OutputColumn, type QueryResult, type Session } from './scope';

/** A query whose columns have been brought to the types of the whole. */
export function alignColumns(result: QueryResult, types: readonly Type[], session: Session): string {
  const fits = (c: OutputColumn, i: number): boolean => c.openX === undefined && sameType(c.type, types[i] ?? c.type);
  if (result.columns.every(fits)) return result.sql;
  const alias = fresh(session, 'r');
  const columns = result.columns.map(
    (c, i) => `${coerce(columnValue(`${alias}.c${i + 1}`, c), types[i] ?? c.type).sql} AS c${i + 1}`,
  );
  return `SELECT ${columns.join(', ')} FROM (${result.sql}) AS ${alias}`;
}
