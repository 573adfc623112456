import { RefusedError } from '../errors';
import { isFloating, typeText } from '../types';
import { unify } from '../values/coercion';
import { value, type Value } from '../values/value';
import { analyzeAll, type Special } from './special-call';

/** NULL if any is: DuckDB leaves NULLs out. NaN only if all are: DuckDB takes it for the greatest. */
export const extreme =
  (name: 'greatest' | 'least'): Special =>
  (args, context) => {
    const { values, type } = unify(analyzeAll(args, context), `All ${name} arguments must be the same type`);
    if (
      ['array', 'map', 'row', 'json', 'uuid', 'timestamptz', 'timetz', 'finetimestamp', 'unknown'].includes(type.kind)
    ) {
      throw new RefusedError(`${name} of ${typeText(type)}`, 'CASE');
    }
    const known = values.map((v) => `${v.sql} IS NOT NULL`).join(' AND ');
    const plain = `${name}(${values.map((v) => v.sql).join(', ')})`;
    return value(
      `(CASE WHEN ${known} THEN ${isFloating(type) ? numbersFirst(name, values) : plain} END)`,
      type,
      ...values,
    );
  };

function numbersFirst(name: 'greatest' | 'least', values: readonly Value[]): string {
  const worst = `CAST('${name === 'greatest' ? '-' : ''}Infinity' AS DOUBLE)`;
  const numbers = values.map((v) => `CASE WHEN isnan(${v.sql}) THEN ${worst} ELSE ${v.sql} END`);
  const allNan = values.map((v) => `isnan(${v.sql})`).join(' AND ');
  return `CASE WHEN ${allNan} THEN ${values[0]?.sql ?? 'NULL'} ELSE ${name}(${numbers.join(', ')}) END`;
}
