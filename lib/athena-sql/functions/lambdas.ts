import { duckType } from '../types';
import { applyLambda } from './apply-lambda';
import { overload, type Overload } from './signature';

/** Functions that take a lambda. DuckDB evaluates it for every element, as Trino does. */
export const LAMBDAS: Readonly<Record<string, readonly Overload[]>> = {
  transform: [overload('array(T), function(T,U) -> array(U)', ([x = '', f = '']) => `list_transform(${x}, ${f})`)],
  filter: [overload('array(T), function(T,boolean) -> array(T)', ([x = '', f = '']) => `list_filter(${x}, ${f})`)],
  any_match: [
    overload('array(T), function(T,boolean) -> boolean', ([x = '', f = '']) => `t_any(list_transform(${x}, ${f}))`),
  ],
  all_match: [
    overload('array(T), function(T,boolean) -> boolean', ([x = '', f = '']) => `t_all(list_transform(${x}, ${f}))`),
  ],
  none_match: [
    overload(
      'array(T), function(T,boolean) -> boolean',
      ([x = '', f = '']) => `(NOT t_any(list_transform(${x}, ${f})))`,
    ),
  ],
  reduce: [
    overload(
      'array(T), S, function(S,T,S), function(S,R) -> R',
      ([x = '', init = '', step = '', out = ''], call) => {
        const state = duckType(call.types.get('S') ?? { kind: 'unknown' });
        return reduceSql(x, init, step, out, state);
      },
      { nullable: true },
    ),
  ],
  transform_values: [
    overload(
      'map(K,V), function(K,V,W) -> map(K,W)',
      ([m = '', f = '']) =>
        `t_map_values(${m}, list_transform(list_zip(map_keys(${m}), map_values(${m})), lambda kv: ${applyLambda(f, ['kv[1]', 'kv[2]'])}))`,
    ),
  ],
  transform_keys: [
    overload(
      'map(K,V), function(K,V,W) -> map(W,V)',
      ([m = '', f = '']) =>
        `t_map(list_transform(map_entries(${m}), lambda kv: ${applyLambda(f, ['kv.key', 'kv.value'])}), map_values(${m}))`,
      { throws: true },
    ),
  ],
  map_filter: [
    overload(
      'map(K,V), function(K,V,boolean) -> map(K,V)',
      ([m = '', f = '']) =>
        `map_from_entries(list_filter(map_entries(${m}), lambda kv: ${applyLambda(f, ['kv.key', 'kv.value'])}))`,
    ),
  ],
  zip_with: [
    overload(
      'array(T), array(U), function(T,U,R) -> array(R)',
      ([a = '', b = '', f = '']) => `list_transform(t_zip(${a}, ${b}), lambda z: ${applyLambda(f, ['z[1]', 'z[2]'])})`,
    ),
  ],
};

/** DuckDB wants the state to have the elements' type, so both travel in one struct. */
function reduceSql(x: string, init: string, step: string, out: string, state: string): string {
  const elements = `list_transform(${x}, lambda e: {'s': CAST(NULL AS ${state}), 'x': e})`;
  const next = `{'s': ${applyLambda(step, ['p.s', 'q.x'])}, 'x': q.x}`;
  const folded = `list_reduce(${elements}, lambda p, q: ${next}, {'s': CAST(${init} AS ${state}), 'x': NULL}).s`;
  return `(CASE WHEN ${x} IS NOT NULL THEN ${applyLambda(out, [`(${folded})`])} END)`;
}
