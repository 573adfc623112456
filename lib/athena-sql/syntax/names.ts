import { RefusedError } from '../errors';
import type { Cursor } from './cursor';
import type { NamePath } from './other-statements';

/**
 * Reads a name as statements other than queries have it, in double quotes or, as Hive's statements do, in backquotes.
 *
 * @throws SqlSyntaxError
 */
export function parseName(cursor: Cursor): { readonly name: string; readonly offset: number } {
  const token = cursor.peek();
  if (token.kind !== 'backquoted') {
    const { name, offset } = cursor.identifier();
    return { name: name.toLowerCase(), offset };
  }
  cursor.next();
  return { name: token.text.toLowerCase(), offset: token.offset };
}

/** Reads `[[catalog.]database.]name`. @throws SqlSyntaxError; RefusedError for another catalog than Athena's own */
export function parseNamePath(cursor: Cursor): NamePath {
  const parts = [parseName(cursor)];
  while (cursor.take('.')) parts.push(parseName(cursor));
  const [name, database, catalog, further] = [...parts].reverse();
  if (further !== undefined || (catalog !== undefined && catalog.name !== 'awsdatacatalog'))
    throw new RefusedError(`The catalog ${parts[0]?.name ?? ''}`, 'awsdatacatalog', 'has not');
  return { database: database?.name, name: name?.name ?? '', offset: parts[0]?.offset ?? 0 };
}
