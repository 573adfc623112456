import { columnName, type AthenaType, type Table } from '../config';
import { identifier } from '../sql';
import type { Yaml } from './yaml';

/** A key attribute as the views have it. */
interface KeyColumn {
  readonly column: string;
  readonly type: 'S' | 'N' | 'B';
  /** As it was declared; undefined where the column has the key's own type. */
  readonly declared: AthenaType['kind'] | undefined;
}

/**
 * The test of a column of the views of a table, where it is one of a key attribute: that it is never NULL. A key that its
 * column may have no value for, as a column of digits has none for `1.5`, gives a warning.
 */
export function columnTests(table: Table, column: string): readonly Yaml[] {
  const key = keyColumns(table).find((candidate) => candidate.column === column);
  if (key === undefined) return [];
  return [isWhole(key) ? 'not_null' : { not_null: { config: { severity: 'warn' } } }];
}

/**
 * The test of a view of one night: that no key occurs twice. There is none where two keys may have one value in the columns,
 * as two texts may be one instant.
 *
 * @param view a name of it that no other source has
 */
export function keyTests(table: Table, view: string): readonly Yaml[] {
  const keys = keyColumns(table);
  if (!keys.every(isInjective)) return [];
  const [first = '', second] = keys.map(keyText);
  const key = second === undefined ? first : `concat(CAST(length(${first}) AS varchar), ':', ${first}, ${second})`;
  return [{ unique: { name: `${view}_has_no_key_twice`, column_name: key } }];
}

function keyColumns({ partitionKey, sortKey, attributes }: Table): KeyColumn[] {
  return [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name, type }) => {
    const column = columnName([name]);
    return { column, type, declared: attributes.find((attribute) => attribute.column === column)?.type.kind };
  });
}

/** Whether a column has a value for every key. */
function isWhole({ type, declared }: KeyColumn): boolean {
  return type === 'S' ? isOneOf(declared, 'string') : type === 'B' && isOneOf(declared, 'binary');
}

/** Whether different keys are different values, or none. */
function isInjective(key: KeyColumn): boolean {
  return isWhole(key) || (key.type === 'N' && isOneOf(key.declared, 'decimal', 'bigint', 'string'));
}

function isOneOf(declared: KeyColumn['declared'], ...kinds: readonly KeyColumn['declared'][]): boolean {
  return declared === undefined || kinds.includes(declared);
}

function keyText({ column, type, declared }: KeyColumn): string {
  const name = identifier(column);
  if (type === 'B') return `to_hex(${name})`;
  return type === 'S' || declared === 'string' ? name : `CAST(${name} AS varchar)`;
}
