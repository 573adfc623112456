import { AthenaError, RefusedError } from '../errors';
import { divide } from '../values/divide';
import { coerce } from '../values/coercion';
import { present } from '../values/openx';
import { comparable, fail } from '../representation';
import {
  array,
  BIGINT,
  BOOLEAN,
  decimal,
  DOUBLE,
  duckType,
  isFloating,
  isInteger,
  isNumeric,
  map,
  REAL,
  typeText,
  VARCHAR,
  type Type,
} from '../types';
import type { Value } from '../values/value';

/** An aggregate's call, as it is about to be written. */
export interface AggregateCall {
  readonly name: string;
  readonly args: readonly Value[];
  readonly distinct: boolean;
  /** Keys of ORDER BY within the call, ready to be written. */
  readonly order: string;
  /** DuckDB's call with DISTINCT, ORDER BY, FILTER and OVER as they were given. */
  readonly write: (name: string, args: string, options?: { plain?: boolean }) => string;
}

interface Result {
  readonly sql: string;
  readonly type: Type;
}

type Build = (call: AggregateCall) => Result;

const unfit = (call: AggregateCall): AthenaError =>
  new AthenaError(
    'FUNCTION_NOT_FOUND',
    `Unexpected parameters (${call.args.map((a) => typeText(a.type)).join(', ')}) for function ${call.name}`,
  );

function argument(call: AggregateCall, index: number): Value {
  const arg = call.args[index];
  if (arg === undefined) throw unfit(call);
  return arg.type.kind === 'unknown' ? coerce(arg, VARCHAR) : arg;
}

function only(call: AggregateCall, count: number): void {
  if (call.args.length !== count) throw unfit(call);
}

/** sum(NULL) and avg(NULL), which fit several types alike. */
function refuseUnknown({ args, name }: AggregateCall): void {
  if (args[0]?.type.kind === 'unknown')
    throw new AthenaError('AMBIGUOUS_FUNCTION_CALL', `Could not choose a best candidate operator for ${name}(NULL)`);
}

const sum: Build = (call) => {
  only(call, 1);
  refuseUnknown(call);
  const x = argument(call, 0);
  if (isInteger(x.type) || x.type.kind.startsWith('interval')) {
    return { sql: `CAST(${call.write('sum', x.sql)} AS BIGINT)`, type: isInteger(x.type) ? BIGINT : x.type };
  }
  if (x.type.kind === 'decimal') return { sql: call.write('sum', x.sql), type: decimal(38, x.type.scale) };
  if (isFloating(x.type)) return { sql: `CAST(${call.write('sum', x.sql)} AS ${duckType(x.type)})`, type: x.type };
  throw unfit(call);
};

const avg: Build = (call) => {
  only(call, 1);
  refuseUnknown(call);
  const x = argument(call, 0);
  if (x.type.kind === 'decimal')
    return { sql: divide(call.write('sum', x.sql), call.write('count', x.sql), x.type), type: x.type };
  if (x.type.kind === 'real') return { sql: `CAST(${call.write('avg', x.sql)} AS FLOAT)`, type: REAL };
  if (!isNumeric(x.type)) throw unfit(call);
  return { sql: call.write('avg', coerce(x, DOUBLE).sql), type: DOUBLE };
};

const count: Build = (call) => {
  if (call.args.length === 0) return { sql: call.write('count', '*'), type: BIGINT };
  only(call, 1);
  const x = argument(call, 0);
  return { sql: call.write('count', call.distinct ? comparable(x.sql, x.type) : present(x)), type: BIGINT };
};

/** Trino's own limit of n in max(x, n), min_by(x, y, n) and the like. */
const MOST_EXTREMES = 10_000;

/** The first n members of a sorted list that are not NULL; NULL, not an empty list, where there is none. */
const firstOf = (list: string, n: number): string =>
  `nullif(list_filter(${list}, lambda e: e IS NOT NULL)[1:${n}], [])`;

/** NaN is the greatest number to DuckDB; Trino prefers any other. */
const extreme =
  (name: 'min' | 'max'): Build =>
  (call) => {
    const x = argument(call, 0);
    if (['map', 'json', 'array', 'row'].includes(x.type.kind)) throw new RefusedError(`${name} of ${typeText(x.type)}`);
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

const extremeBy =
  (name: 'min' | 'max'): Build =>
  (call) => {
    const [x, y] = [argument(call, 0), argument(call, 1)];
    if (call.args.length === 3) return severalBy(name, call, x, y);
    only(call, 2);
    if (['map', 'json', 'array', 'row'].includes(y.type.kind) || isFloating(y.type)) {
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
function severalBy(name: 'min' | 'max', call: AggregateCall, x: Value, y: Value): Result {
  const { literal } = argument(call, 2);
  if (['map', 'json', 'array', 'row'].includes(y.type.kind) || isFloating(y.type))
    throw new RefusedError(`${name}_by(x, y, n) by a ${typeText(y.type)}`);
  if (typeof literal !== 'number') throw new RefusedError(`${name}_by(x, y, n) of an n that is computed`, 'a literal');
  if (literal < 1 || literal > MOST_EXTREMES) throw new RefusedError(`${name}_by(x, y, n) of n = ${literal}`);
  const key = comparable(y.sql, y.type);
  const order = `${key} ${name === 'max' ? 'DESC' : 'ASC'}`;
  const pair = `CASE WHEN ${key} IS NOT NULL THEN {'v': ${x.sql}} END`;
  const list = firstOf(call.write('list', `${pair} ORDER BY ${order} NULLS LAST`), literal);
  return { sql: `list_transform(${list}, lambda e: e.v)`, type: array(x.type) };
}

const arrayAgg: Build = (call) => {
  only(call, 1);
  const x = argument(call, 0);
  const type = array(x.type);
  if (!call.distinct) return { sql: call.write('list', x.sql), type };
  if (['map', 'row', 'array', 'timestamptz', 'timetz', 'double', 'real'].includes(x.type.kind))
    throw new RefusedError(`array_agg(DISTINCT ..) of ${typeText(x.type)}`);
  // in the order of their first occurrence, as Trino's hash table gives them
  if (call.order === '') return { sql: `t_distinct(${call.write('list', x.sql, { plain: true })})`, type };
  return { sql: call.write('list', x.sql), type };
};

function pairs(call: AggregateCall): { list: string; key: Value; value: Value } {
  only(call, 2);
  const [key, val] = [argument(call, 0), argument(call, 1)];
  if (['map', 'row', 'array', 'timestamptz', 'timetz', 'double', 'real'].includes(key.type.kind) || call.distinct)
    throw new RefusedError(`${call.name} with keys of ${typeText(key.type)}`);
  const list = call.write('list', `CASE WHEN ${key.sql} IS NOT NULL THEN {'k': ${key.sql}, 'v': ${val.sql}} END`);
  return { list: `list_filter(${list}, lambda e: e IS NOT NULL)`, key, value: val };
}

const mapAgg: Build = (call) => {
  const { list, key, value } = pairs(call);
  return { sql: `t_map_agg(${list})`, type: map(key.type, value.type) };
};

const multimapAgg: Build = (call) => {
  const { list, key, value } = pairs(call);
  return { sql: `t_multimap_agg(${list})`, type: map(key.type, array(value.type)) };
};

const histogram: Build = (call) => {
  only(call, 1);
  const x = argument(call, 0);
  if (['map', 'row', 'array', 'timestamptz', 'timetz', 'double', 'real'].includes(x.type.kind))
    throw new RefusedError(`histogram of ${typeText(x.type)}`);
  return {
    sql: `CAST(${call.write('histogram', x.sql)} AS MAP(${duckType(x.type)}, BIGINT))`,
    type: map(x.type, BIGINT),
  };
};

const onBoolean =
  (duck: string, type: Type, wrap = (sql: string): string => sql): Build =>
  (call) => {
    only(call, 1);
    const x = argument(call, 0);
    if (x.type.kind !== 'boolean') throw unfit(call);
    return { sql: wrap(call.write(duck, x.sql)), type };
  };

const statistic =
  (duck: string, count: 1 | 2): Build =>
  (call) => {
    only(call, count);
    const args = call.args.map((_, i) => {
      const x = argument(call, i);
      if (!isNumeric(x.type)) throw unfit(call);
      return coerce(x, DOUBLE).sql;
    });
    return { sql: call.write(duck, args.join(', ')), type: DOUBLE };
  };

const bits =
  (duck: string): Build =>
  (call) => {
    only(call, 1);
    const x = argument(call, 0);
    if (!isInteger(x.type)) throw unfit(call);
    return { sql: call.write(duck, coerce(x, BIGINT).sql), type: BIGINT };
  };

const anyValue: Build = (call) => {
  only(call, 1);
  const x = argument(call, 0);
  return { sql: call.write('any_value', x.sql), type: x.type };
};

/** Exact here, which lies within the error of Trino's estimate. */
const approxDistinct: Build = (call) => {
  const x = argument(call, 0);
  return { sql: call.write('count', `DISTINCT ${comparable(x.sql, x.type)}`), type: BIGINT };
};

const approxPercentile: Build = (call) => {
  if (call.args.length > 2)
    throw new RefusedError('approx_percentile with weights or an accuracy', undefined, 'has it');
  only(call, 2);
  const [x, p] = [argument(call, 0), argument(call, 1)];
  if (!isNumeric(x.type)) throw unfit(call);
  const type = isInteger(x.type) ? BIGINT : x.type.kind === 'real' ? REAL : DOUBLE;
  const number = coerce(x, type).sql;
  const failure = fail('INVALID_FUNCTION_ARGUMENT', 'value must be finite');
  const checked = isFloating(type) ? `(CASE WHEN NOT isfinite(${number}) THEN ${failure} ELSE ${number} END)` : number;
  const list = `list_filter(${call.write('list', checked)}, lambda e: e IS NOT NULL)`;
  if (p.type.kind !== 'array') return { sql: `t_percentile(${list}, ${coerce(p, DOUBLE).sql})`, type };
  return {
    sql: `list_transform(${coerce(p, array(DOUBLE)).sql}, lambda q: t_percentile(${list}, q))`,
    type: array(type),
  };
};

const listagg: Build = (call) => {
  const x = argument(call, 0);
  const separator = call.args[1];
  if (x.type.kind !== 'varchar' || (separator !== undefined && typeof separator.literal !== 'string'))
    throw unfit(call);
  return { sql: call.write('string_agg', `${x.sql}, ${separator?.sql ?? "''"}`), type: VARCHAR };
};

export const AGGREGATES: Readonly<Record<string, Build>> = {
  count,
  sum,
  avg,
  min: extreme('min'),
  max: extreme('max'),
  min_by: extremeBy('min'),
  max_by: extremeBy('max'),
  array_agg: arrayAgg,
  map_agg: mapAgg,
  multimap_agg: multimapAgg,
  histogram,
  arbitrary: anyValue,
  any_value: anyValue,
  bool_and: onBoolean('bool_and', BOOLEAN),
  every: onBoolean('bool_and', BOOLEAN),
  bool_or: onBoolean('bool_or', BOOLEAN),
  count_if: onBoolean('count_if', BIGINT, (sql) => `CAST(coalesce(${sql}, 0) AS BIGINT)`),
  stddev: statistic('stddev_samp', 1),
  stddev_samp: statistic('stddev_samp', 1),
  stddev_pop: statistic('stddev_pop', 1),
  variance: statistic('var_samp', 1),
  var_samp: statistic('var_samp', 1),
  var_pop: statistic('var_pop', 1),
  corr: statistic('corr', 2),
  covar_pop: statistic('covar_pop', 2),
  covar_samp: statistic('covar_samp', 2),
  regr_slope: statistic('regr_slope', 2),
  regr_intercept: statistic('regr_intercept', 2),
  bitwise_and_agg: bits('bit_and'),
  bitwise_or_agg: bits('bit_or'),
  approx_distinct: approxDistinct,
  approx_percentile: approxPercentile,
  listagg,
};
