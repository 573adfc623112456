import { AthenaError, RefusedError } from '../errors';
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
  REAL,
  type Type,
} from '../types';
import { coerce } from '../values/coercion';
import { divide } from '../values/divide';
import { toPresence } from '../values/openx';
import { argument, only, unfit, type AggregateCall, type BuildAggregate } from './aggregate-call';
import { arrayAgg, histogram, listagg, mapAgg, multimapAgg } from './collections';
import { extreme, extremeBy } from './extremes';

/** sum(NULL) and avg(NULL), which fit several types alike. */
function refuseUnknown({ args, name }: AggregateCall): void {
  if (args[0]?.type.kind === 'unknown')
    throw new AthenaError('AMBIGUOUS_FUNCTION_CALL', `Could not choose a best candidate operator for ${name}(NULL)`);
}

const sum: BuildAggregate = (call) => {
  only(call, 1);
  refuseUnknown(call);
  const x = argument(call, 0);
  if (isInteger(x.type) || x.type.kind.startsWith('interval')) {
    return { sql: `CAST(${call.write('sum', x.sql)} AS BIGINT)`, type: isInteger(x.type) ? BIGINT : x.type };
  }
  if (x.type.kind === 'decimal')
    return { sql: checkedSum(call.write('sum', x.sql), x.type), type: decimal(38, x.type.scale) };
  if (isFloating(x.type)) return { sql: `CAST(${call.write('sum', x.sql)} AS ${duckType(x.type)})`, type: x.type };
  throw unfit(call);
};

/** DuckDB holds sums of 39 digits as well. Those of 27 digits come to 38 with a hundred billion rows. */
function checkedSum(total: string, { precision, scale }: Extract<Type, { kind: 'decimal' }>): string {
  if (precision <= 27) return total;
  const most = `CAST('${'9'.repeat(38 - scale)}.${'9'.repeat(scale)}' AS DECIMAL(38, ${scale}))`;
  const failure = fail('NUMERIC_VALUE_OUT_OF_RANGE', 'Decimal overflow');
  return `(CASE WHEN ${total} NOT BETWEEN -${most} AND ${most} THEN ${failure} ELSE ${total} END)`;
}

const avg: BuildAggregate = (call) => {
  only(call, 1);
  refuseUnknown(call);
  const x = argument(call, 0);
  if (x.type.kind === 'decimal')
    return { sql: divide(call.write('sum', x.sql), call.write('count', x.sql), x.type), type: x.type };
  if (x.type.kind === 'real') return { sql: `CAST(${call.write('avg', x.sql)} AS FLOAT)`, type: REAL };
  if (x.type.kind === 'intervalDay' || x.type.kind === 'intervalYear') {
    const mean = `CAST(${call.write('sum', x.sql)} AS DOUBLE) / ${call.write('count', x.sql)}`;
    return { sql: `CAST(floor(${mean} + 0.5) AS BIGINT)`, type: x.type };
  }
  if (!isNumeric(x.type)) throw unfit(call);
  return { sql: call.write('avg', coerce(x, DOUBLE).sql), type: DOUBLE };
};

const count: BuildAggregate = (call) => {
  if (call.args.length === 0) return { sql: call.write('count', '*'), type: BIGINT };
  only(call, 1);
  const x = argument(call, 0);
  return { sql: call.write('count', call.distinct ? comparable(x.sql, x.type) : toPresence(x)), type: BIGINT };
};

const onBoolean =
  (duck: string, type: Type, wrap = (sql: string): string => sql): BuildAggregate =>
  (call) => {
    only(call, 1);
    const x = argument(call, 0);
    if (x.type.kind !== 'boolean') throw unfit(call);
    return { sql: wrap(call.write(duck, x.sql)), type };
  };

const statistic =
  (duck: string, count: 1 | 2): BuildAggregate =>
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
  (duck: string): BuildAggregate =>
  (call) => {
    only(call, 1);
    const x = argument(call, 0);
    if (!isInteger(x.type)) throw unfit(call);
    return { sql: call.write(duck, coerce(x, BIGINT).sql), type: BIGINT };
  };

const anyValue: BuildAggregate = (call) => {
  only(call, 1);
  const x = argument(call, 0);
  return { sql: call.write('any_value', x.sql), type: x.type };
};

/** Exact here, which lies within the error of Trino's estimate. */
const approxDistinct: BuildAggregate = (call) => {
  const x = argument(call, 0);
  return { sql: call.write('count', `DISTINCT ${comparable(x.sql, x.type)}`), type: BIGINT };
};

const approxPercentile: BuildAggregate = (call) => {
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

/** The aggregates that are proven here, by name. */
export const AGGREGATES: Readonly<Record<string, BuildAggregate>> = {
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
