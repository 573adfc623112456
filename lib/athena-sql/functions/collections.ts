import { AthenaError, RefusedError } from '../errors';
import { array, BIGINT, duckType, map, typeText, VARCHAR } from '../types';
import type { Value } from '../values/value';
import { argument, only, unfit, type AggregateCall, type BuildAggregate } from './aggregate-call';

/* Aggregates that give an array, a map or a text of what is grouped. */

export const arrayAgg: BuildAggregate = (call) => {
  only(call, 1);
  const x = argument(call, 0);
  const type = array(x.type);
  if (!call.distinct) return { sql: call.write('list', x.sql), type };
  if (['map', 'row', 'array', 'timestamptz', 'timetz', 'finetimestamp', 'double', 'real'].includes(x.type.kind))
    throw new RefusedError(`array_agg(DISTINCT ..) of ${typeText(x.type)}`);
  // in the order of their first occurrence, as Trino's hash table gives them
  if (call.order === '') return { sql: `t_distinct(${call.write('list', x.sql, { plain: true })})`, type };
  return { sql: call.write('list', x.sql), type };
};

function pairs(call: AggregateCall): { list: string; key: Value; value: Value } {
  only(call, 2);
  const [key, val] = [argument(call, 0), argument(call, 1)];
  if (
    ['map', 'row', 'array', 'timestamptz', 'timetz', 'finetimestamp', 'double', 'real'].includes(key.type.kind) ||
    call.distinct
  )
    throw new RefusedError(`${call.name} with keys of ${typeText(key.type)}`);
  const list = call.write('list', `CASE WHEN ${key.sql} IS NOT NULL THEN {'k': ${key.sql}, 'v': ${val.sql}} END`);
  return { list: `list_filter(${list}, lambda e: e IS NOT NULL)`, key, value: val };
}

export const mapAgg: BuildAggregate = (call) => {
  const { list, key, value } = pairs(call);
  return { sql: `t_map_agg(${list})`, type: map(key.type, value.type) };
};

export const multimapAgg: BuildAggregate = (call) => {
  const { list, key, value } = pairs(call);
  return { sql: `t_multimap_agg(${list})`, type: map(key.type, array(value.type)) };
};

export const histogram: BuildAggregate = (call) => {
  only(call, 1);
  const x = argument(call, 0);
  if (['map', 'row', 'array', 'timestamptz', 'timetz', 'finetimestamp', 'double', 'real'].includes(x.type.kind))
    throw new RefusedError(`histogram of ${typeText(x.type)}`);
  return {
    sql: `CAST(${call.write('histogram', x.sql)} AS MAP(${duckType(x.type)}, BIGINT))`,
    type: map(x.type, BIGINT),
  };
};

export const listagg: BuildAggregate = (call) => {
  const x = argument(call, 0);
  const separator = call.args[1];
  if (x.type.kind === 'char')
    throw new AthenaError('TYPE_MISMATCH', `Expected expression of varchar, but there is a ${typeText(x.type)}`);
  if (
    (x.type.kind !== 'varchar' && x.type.kind !== 'unknown') ||
    (separator !== undefined && typeof separator.literal !== 'string')
  )
    throw unfit(call);
  return { sql: call.write('string_agg', `${x.sql}, ${separator?.sql ?? "''"}`), type: VARCHAR };
};
