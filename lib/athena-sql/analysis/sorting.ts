import { AthenaError, RefusedError } from '../errors';
import { comparable } from '../representation';
import type { SortItem } from '../syntax/ast';
import { isFloating, typeText, type Type } from '../types';
import { analyze } from './analyze';
import type { Context } from './scope';

/** ORDER BY within a call or a window: nulls last in both directions unless it says otherwise. */
export function sortText(items: readonly SortItem[], context: Context): string {
  return items
    .map((item) => {
      const key = analyze(item.expression, context);
      return key.literal === undefined ? sortKeys(key.sql, key.type, item) : `(${key.sql}) ${sortDirection(item)}`;
    })
    .join(', ');
}

/** The keys of ORDER BY that a value gives. NaN is the greatest number, as to DuckDB, but the least with NULLS FIRST. */
export function sortKeys(sql: string, type: Type, item: SortItem): string {
  requireOrder(type, item);
  const direction = sortDirection(item);
  const key = `${comparable(sql, type)} ${direction}`;
  if (!isFloating(type) || !item.nullsFirst) return key;
  return `isnan(${sql}) ${item.descending ? 'ASC' : 'DESC'} NULLS FIRST, ${key}`;
}

function requireOrder(type: Type, item: SortItem): void {
  if (type.kind === 'uuid') throw new RefusedError('ORDER BY of a uuid', 'CAST(.. AS varchar)', 'has it');
  if (['map', 'json'].includes(type.kind))
    throw new AthenaError(
      'TYPE_MISMATCH',
      `Type ${typeText(type)} is not orderable, and therefore cannot be used in ORDER BY`,
    );
  const parts = type.kind === 'array' ? [type.element] : type.kind === 'row' ? type.fields.map((f) => f.type) : [];
  if (item.nullsFirst && parts.some((part) => hasFloating(part)))
    throw new RefusedError(`ORDER BY .. NULLS FIRST of ${typeText(type)}`);
  for (const part of parts) requireOrder(part, { ...item, nullsFirst: false });
}

const hasFloating = (type: Type): boolean =>
  isFloating(type) ||
  (type.kind === 'array' && hasFloating(type.element)) ||
  (type.kind === 'row' && type.fields.some((f) => hasFloating(f.type)));

const sortDirection = (item: SortItem): string =>
  `${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`;
