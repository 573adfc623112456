import { RefusedError } from '../errors';
import { comparable } from '../representation';
import { array, isFloating, typeText } from '../types';
import type { Value } from '../values/value';
import { argument, only, type AggregateCall, type AggregateResult, type BuildAggregate } from './aggregate-call';

/** Trino's own limit of n in max(x, n), min_by(x, y, n) and the like. */
const MOST_EXTREMES = 10_000;

/** The first n members of a sorted list that are not NULL; NULL, not an empty list, where there is none. */
const firstOf = (list: string, n: number): string =>
  `nullif(list_filter(${list}, lambda e: e IS NOT NULL)[1:${n}], [])`;

/** NaN is the greatest number to DuckDB; Trino prefers any other. */
export const extreme =
  (name: 'min' | 'max'): BuildAggregate =>
  (call) => {
    const x = argument(call, 0);
    if (['map', 'json', 'uuid', 'array', 'row', 'finetimestamp'].includes(x.type.kind))
      throw new RefusedError(`${name} of ${typeText(x.type)}`);
    if (call.args.length === 2) {
      const n = argument(call, 1);
      if (typeof n.literal !== 'number' || x.type.kind === 'timestamptz' || isFloating(x.type))
        throw new RefusedError(`${name}(x, n) of ${typeText(x.type)}`);
      const list = call.write('list', `${x.sql} ORDER BY ${x.sql} ${name === 'max' ? 'DESC' : 'ASC'} NULLS LAST`);
      if (n.literal < 1 || n.literal > MOST_EXTREMES) throw new RefusedError(`${name}(x, n) of n = ${n.literal}`);
      return { sql: firstOf(list, n.literal), type: array(x.type) };
    }
    only(call, 1);
    if (x.type.kind === 'timestamptz')
      return { sql: call.write(`arg_${name}`, `${x.sql}, (${x.sql}).t`), type: x.type };
    if (!isFloating(x.type)) return { sql: call.write(name, x.sql), type: x.type };
    return {
      sql: `coalesce(${call.write(name, `CASE WHEN NOT isnan(${x.sql}) THEN ${x.sql} END`)}, ${call.write('any_value', x.sql)})`,
      type: x.type,
    };
  };

/** min_by and max_by. */
export const extremeBy =
  (name: 'min' | 'max'): BuildAggregate =>
  (call) => {
    const [x, y] = [argument(call, 0), argument(call, 1)];
    if (call.args.length === 3) return severalBy(name, call, x, y);
    only(call, 2);
    if (['map', 'json', 'uuid', 'array', 'row', 'finetimestamp'].includes(y.type.kind) || isFloating(y.type)) {
      if (!isFloating(y.type)) throw new RefusedError(`${name}_by a ${typeText(y.type)}`);
      const by = (key: string): string => call.write(`arg_${name}_null`, `${x.sql}, ${key}`);
      // where all are NaN, any is the greatest
      const hasNumber = call.write('bool_or', `NOT isnan(${y.sql})`);
      const [number, any] = [by(`CASE WHEN NOT isnan(${y.sql}) THEN ${y.sql} END`), by(y.sql)];
      return { sql: `(CASE WHEN ${hasNumber} THEN ${number} ELSE ${any} END)`, type: x.type };
    }
    return { sql: call.write(`arg_${name}_null`, `${x.sql}, ${comparable(y.sql, y.type)}`), type: x.type };
  };

/** max_by(x, y, n): the x of the n greatest y, NULLs among the y left out; their order is that of y. */
function severalBy(name: 'min' | 'max', call: AggregateCall, x: Value, y: Value): AggregateResult {
  const { literal } = argument(call, 2);
  if (['map', 'json', 'uuid', 'array', 'row', 'finetimestamp'].includes(y.type.kind) || isFloating(y.type))
    throw new RefusedError(`${name}_by(x, y, n) by a ${typeText(y.type)}`);
  if (typeof literal !== 'number') throw new RefusedError(`${name}_by(x, y, n) of an n that is computed`, 'a literal');
  if (literal < 1 || literal > MOST_EXTREMES) throw new RefusedError(`${name}_by(x, y, n) of n = ${literal}`);
  const key = comparable(y.sql, y.type);
  const order = `${key} ${name === 'max' ? 'DESC' : 'ASC'}`;
  const pair = `CASE WHEN ${key} IS NOT NULL THEN {'v': ${x.sql}} END`;
  const list = firstOf(call.write('list', `${pair} ORDER BY ${order} NULLS LAST`), literal);
  return { sql: `list_transform(${list}, lambda e: e.v)`, type: array(x.type) };
}
