import { ARRAYS } from './arrays';
import { CALLS } from './calls';
import { CASTS } from './casts';
import { FINE_TIMESTAMPS } from './fine-timestamps';
import { JSON_MACROS } from './json';
import type { Macro } from './macro';
import { MAPS } from './maps';
import { TEXTS_AND_NUMBERS } from './texts';
import { VECTORS } from './vectors';
import { ZONES } from './zones';

/** Each says which difference between Trino and DuckDB it closes, and uses none of those after it. */
export const MACROS: readonly Macro[] = [
  ...CALLS,
  ...CASTS,
  ...ZONES,
  ...FINE_TIMESTAMPS,
  ...TEXTS_AND_NUMBERS,
  ...ARRAYS,
  ...MAPS,
  ...VECTORS,
  ...JSON_MACROS,
];

/** The macros that a statement of DuckDB needs, in an order in which they can be made. */
export function findMacros(sql: string): Macro[] {
  const names = findNames(sql);
  const needed: Macro[] = [];
  for (const macro of [...MACROS].reverse()) {
    if (!names.has(macro.name)) continue;
    needed.unshift(macro);
    for (const name of findNames(macro.statement)) names.add(name);
  }
  return needed;
}

function findNames(sql: string): Set<string> {
  return new Set(sql.match(/\bt_\w+/g));
}
