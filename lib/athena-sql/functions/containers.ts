import { AthenaError, RefusedError } from '../errors';
import { rawSql } from '../values/openx';
import { fail, hasNull, refuseCase } from '../representation';
import { duckType, typeText, type Type } from '../types';
import { applyLambda } from './apply-lambda';
import { all } from './emit';
import { overload, type Call, type Overload } from './signature';
import { nameOnce } from '../values/name-once';
import { rowByRow } from '../values/row-by-row';
import { toVarchar } from '../values/to-varchar';

const typeOfT = (call: Call): Type => call.types.get('T') ?? { kind: 'unknown' };

/** Sets of elements are compared by DuckDB, so only where its equality is Trino's. */
const plain =
  (name: string) =>
  (args: readonly string[], call: Call): string => {
    const type = typeOfT(call);
    if (
      ['double', 'real', 'array', 'map', 'row', 'uuid', 'timestamptz', 'timetz', 'finetimestamp'].includes(type.kind)
    ) {
      throw new RefusedError(`${name.replace(/^t_/, '')} of an array of ${typeText(type)}`);
    }
    return `${name}(${args.join(', ')})`;
  };

/** Trino fails above a megabyte of its own format; what may come near that is not answered here. */
function repeatCount(x: string, n: string, call: Call): string {
  const { kind } = typeOfT(call);
  const count = `t_repeat_count(${n})`;
  if (kind !== 'varchar' && kind !== 'array' && kind !== 'map' && kind !== 'row') return count;
  const isLarge = kind === 'varchar' ? `strlen(${x}) * ${n} > 500000` : `${n} > 100`;
  return `(CASE ${refuseCase(`${isLarge} AND ${n} <= 10000`, 'repeat of so much')} ELSE ${count} END)`;
}

/** The first argument where only the keys of a map matter. */
const first = ([x = '']: readonly string[], call: Call): string => {
  const [value] = call.values;
  return value === undefined ? x : rawSql(value);
};

/** The values of a map, which of an attribute are spelled as the SerDe does. */
const valuesOf = ([x = '']: readonly string[], { values: [value] }: Call): string =>
  value?.openX?.level === 'attribute' ? `t_openx_values(${value.openX.raw})` : `map_values(${x})`;

/** Functions of arrays and maps. */
export const CONTAINERS: Readonly<Record<string, readonly Overload[]>> = {
  cardinality: [
    overload('array(T) -> bigint', ([x = '']) => `CAST(len(${x}) AS BIGINT)`),
    overload('map(K,V) -> bigint', (args, call) => `CAST(cardinality(${first(args, call)}) AS BIGINT)`),
  ],
  element_at: [overload('array(T), bigint -> T', all('t_element_at'), { throws: true })],
  contains: [overload('array(T), T -> boolean', plain('t_contains'))],
  array_position: [overload('array(T), T -> bigint', plain('t_position'))],
  array_distinct: [overload('array(T) -> array(T)', plain('t_distinct'))],
  array_sort: [
    overload('array(T) -> array(T)', plain('t_sort')),
    overload('array(T), function(T,T,integer) -> array(T)', sortBy, { throws: true }),
  ],
  combinations: [
    overload(
      'array(T), bigint -> array(array(T))',
      ([x = '', n = '']) =>
        `list_transform(from_json(t_combinations(len(${x}), ${n}), '[["BIGINT"]]'), lambda c: list_transform(c, lambda i: (${x})[i]))`,
      { throws: true },
    ),
  ],
  ngrams: [
    overload(
      'array(T), bigint -> array(array(T))',
      ([x = '', n = '']) =>
        `list_transform(range(1, greatest(len(${x}) - t_positive(${n}) + 1, 1) + 1), lambda i: (${x})[i:i + ${n} - 1])`,
      { throws: true },
    ),
  ],
  array_min: [overload('array(T) -> T', plain('t_array_min'))],
  array_max: [overload('array(T) -> T', plain('t_array_max'))],
  array_remove: [overload('array(T), T -> array(T)', plain('t_array_remove'))],
  array_union: [
    overload('array(T), array(T) -> array(T)', ([a = '', b = ''], call) =>
      plain('t_distinct')([`t_concat_lists(${a}, ${b})`], call),
    ),
  ],
  array_intersect: [overload('array(T), array(T) -> array(T)', plain('t_array_intersect'))],
  array_except: [overload('array(T), array(T) -> array(T)', plain('t_array_except'))],
  arrays_overlap: [overload('array(T), array(T) -> boolean', plain('t_overlap'))],
  array_join: [
    overload('array(T), varchar -> varchar', ([x = '', s = ''], call) => `t_join(${texts(x, call)}, ${s})`),
    overload(
      'array(T), varchar, varchar -> varchar',
      ([x = '', s = '', n = ''], call) =>
        `t_join(list_transform(${texts(x, call)}, lambda e: coalesce(e, ${n})), ${s})`,
    ),
  ],
  flatten: [
    overload('array(array(T)) -> array(T)', ([x = '']) => `flatten(list_filter(${x}, lambda e: e IS NOT NULL))`),
  ],
  slice: [overload('array(T), bigint, bigint -> array(T)', all('t_slice'), { throws: true })],
  repeat: [
    overload(
      'T, bigint -> array(T)',
      ([x = '', n = ''], call) =>
        nameOnce(
          [x],
          ([once = '']) =>
            `CAST(list_transform(range(${repeatCount(x, n, call)}), lambda i: ${once}) AS ${duckType(typeOfT(call))}[])`,
        ),
      { throws: true, nullable: true },
    ),
  ],
  sequence: [
    overload('bigint, bigint -> array(bigint)', all('t_sequence'), { throws: true }),
    overload('bigint, bigint, bigint -> array(bigint)', all('t_sequence_step'), { throws: true }),
    overload(
      'date, date -> array(date)',
      ([a = '', b = '']) =>
        `list_transform(t_sequence(CAST(${a} - DATE '1970-01-01' AS BIGINT), CAST(${b} - DATE '1970-01-01' AS BIGINT)), lambda d: CAST(DATE '1970-01-01' + CAST(d AS INTEGER) AS DATE))`,
      { throws: true },
    ),
    overload(
      'date, date, intervalDay -> array(date)',
      ([a = '', b = '', s = '']) =>
        `list_transform(t_sequence_step(epoch_ms(CAST(${a} AS TIMESTAMP)), epoch_ms(CAST(${b} AS TIMESTAMP)), t_day_step(${s})), lambda d: CAST(make_timestamp(d * 1000) AS DATE))`,
      { throws: true },
    ),
    overload(
      'date, date, intervalYear -> array(date)',
      ([a = '', b = '', s = '']) =>
        `list_transform(t_sequence_months(CAST(${a} AS TIMESTAMP), CAST(${b} AS TIMESTAMP), ${s}), lambda d: CAST(d AS DATE))`,
      { throws: true },
    ),
    overload(
      'timestamp, timestamp, intervalDay -> array(timestamp)',
      ([a = '', b = '', s = '']) =>
        `list_transform(t_sequence_step(epoch_us(${a}), epoch_us(${b}), ${s} * 1000), lambda d: make_timestamp(d))`,
      {
        throws: true,
        result: (call) => ({ kind: 'array', element: call.values[0]?.type ?? { kind: 'unknown' } }),
      },
    ),
  ],
  zip: [
    overload(
      'array(T), array(U) -> array(T)',
      ([a = '', b = ''], call) => {
        for (const name of ['T', 'U'])
          if (call.types.get(name)?.kind === 'unknown') throw new RefusedError('zip of an array without a type');
        return `list_transform(t_zip(${a}, ${b}), lambda z: {'f1': z[1], 'f2': z[2]})`;
      },
      {
        result: (call) => ({
          kind: 'array',
          element: {
            kind: 'row',
            fields: [{ type: typeOfT(call) }, { type: call.types.get('U') ?? { kind: 'unknown' } }],
          },
        }),
      },
    ),
  ],
  map: [
    overload(' -> map(T,T)', () => 'MAP {}', {
      result: () => ({ kind: 'map', key: { kind: 'unknown' }, value: { kind: 'unknown' } }),
    }),
    overload(
      'array(K), array(V) -> map(K,V)',
      ([k = '', v = ''], call) => `t_map(${refuseNullWithin(k, call)}, ${v})`,
      {
        throws: true,
      },
    ),
  ],
  map_keys: [overload('map(K,V) -> array(K)', (args, call) => `map_keys(${first(args, call)})`)],
  map_values: [overload('map(K,V) -> array(V)', valuesOf)],
  map_entries: [
    overload(
      'map(K,V) -> array(K)',
      ([x = '']) => `list_transform(map_entries(${x}), lambda e: {'f1': e.key, 'f2': e.value})`,
      {
        result: (call) => ({
          kind: 'array',
          element: {
            kind: 'row',
            fields: [
              { type: call.types.get('K') ?? { kind: 'unknown' } },
              { type: call.types.get('V') ?? { kind: 'unknown' } },
            ],
          },
        }),
      },
    ),
  ],
  map_from_entries: [
    overload(
      'array(row) -> map(T,T)',
      ([x = '']) => `t_map(list_transform(${x}, lambda e: e.f1), list_transform(${x}, lambda e: e.f2))`,
      { throws: true, result: entriesType },
    ),
  ],
  map_concat: [
    overload(
      'map(K,V), map(K,V) -> map(K,V)',
      // DuckDB passes over a map that is NULL
      ([x = '', y = '']) => `(CASE WHEN ${x} IS NOT NULL AND ${y} IS NOT NULL THEN map_concat(${x}, ${y}) END)`,
    ),
  ],
};

/** Keys that are arrays, maps or rows must have no NULL within. */
function refuseNullWithin(keys: string, call: Call): string {
  const type = call.types.get('K') ?? { kind: 'unknown' };
  if (type.kind !== 'array' && type.kind !== 'map' && type.kind !== 'row') return keys;
  const failure = fail('INVALID_FUNCTION_ARGUMENT', 'map key cannot be indeterminate');
  return `list_transform(${rowByRow(keys, 'array', '')}, lambda e: CASE WHEN ${hasNull('e', type)} THEN ${failure} ELSE e END)`;
}

function entriesType(call: Call): Type {
  const type = call.values[0]?.type;
  const fields = type?.kind === 'array' && type.element.kind === 'row' ? type.element.fields : [];
  const [key, value] = fields;
  if (fields.length !== 2 || key === undefined || value === undefined)
    throw new RefusedError('map_from_entries of other rows than (key, value)');
  return { kind: 'map', key: key.type, value: value.type };
}

function texts(x: string, call: Call): string {
  const text = toVarchar('e', typeOfT(call));
  return text === 'e' ? x : `list_transform(${x}, lambda e: ${text})`;
}

/** Every element is compared with every other, and the order is made of the answers. */
function sortBy([x = '', f = '']: readonly string[], call: Call): string {
  if (call.values[1]?.literal === null)
    throw new AthenaError('FUNCTION_NOT_FOUND', 'Unexpected parameters for function array_sort');
  // which pairs Trino compares is its own matter
  if (call.values[1]?.throws === true)
    throw new RefusedError('array_sort with a comparator that can fail', 'try(..) within it', 'has it');
  const compared = `list_transform(${x}, lambda a: list_transform(${x}, lambda b: ${applyLambda(f, ['a', 'b'])}))`;
  return `list_transform(from_json(t_comparator_order(CAST(to_json(${compared}) AS VARCHAR)), '["BIGINT"]'), lambda i: (${x})[i])`;
}
