import { BINARY } from './binary';
import { CHARS } from './chars';
import { CONTAINERS } from './containers';
import { IP_ADDRESSES } from './ip-addresses';
import { JSON_FUNCTIONS } from './json';
import { LAMBDAS } from './lambdas';
import { NUMERIC } from './numeric';
import { REGEXP } from './regexp';
import type { Overload } from './signature';
import { TEMPORAL } from './temporal';
import { TIMES } from './times';
import { TEXT } from './text';
import { VECTORS } from './vectors';

/** Other names that Trino has for the same. */
const ALIASES: Readonly<Record<string, string>> = {
  pow: 'power',
  ceil: 'ceiling',
  substring: 'substr',
};

/** The functions of one row that are proven here, by name. */
export const SCALARS: Readonly<Record<string, readonly Overload[]>> = mergeTables([
  TEXT,
  CHARS,
  NUMERIC,
  BINARY,
  JSON_FUNCTIONS,
  REGEXP,
  CONTAINERS,
  IP_ADDRESSES,
  VECTORS,
  LAMBDAS,
  TEMPORAL,
  TIMES,
]);

export const canonicalName = (name: string): string => ALIASES[name] ?? name;

/** A name that is in several tables has the overloads of all. */
function mergeTables(
  tables: readonly Readonly<Record<string, readonly Overload[]>>[],
): Record<string, readonly Overload[]> {
  const all: Record<string, readonly Overload[]> = {};
  for (const table of tables)
    for (const [name, overloads] of Object.entries(table)) all[name] = [...(all[name] ?? []), ...overloads];
  return all;
}
