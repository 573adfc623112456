import { AthenaError, type AthenaErrorCode } from '../errors';
import type { Window } from '../syntax/ast';
import type { Context } from './scope';
import type { Select } from './select-items';

/**
 * The windows of a WINDOW clause, by their names in lower case.
 *
 * @throws AthenaError DUPLICATE_WINDOW_NAME, and those of {@link resolveWindow}
 */
export function resolveWindows({ windows }: Select, context: Context): ReadonlyMap<string, Window> {
  const named = new Map<string, Window>();
  for (const { name, window } of windows) {
    const key = name.name.toLowerCase();
    if (named.has(key))
      throw new AthenaError('DUPLICATE_WINDOW_NAME', `WINDOW name '${name.name}' specified more than once`).at(
        context.session.sql,
        name.offset,
      );
    named.set(key, resolveWindow(window, { ...context, namedWindows: named }));
  }
  return named;
}

/**
 * A window with what it takes from the window that it names.
 *
 * @throws AthenaError INVALID_WINDOW_REFERENCE, INVALID_PARTITION_BY, INVALID_ORDER_BY
 */
export function resolveWindow(window: Window, { namedWindows: named, session }: Context): Window {
  const { base } = window;
  if (base === undefined) return window;
  const fail = (code: AthenaErrorCode, problem: string): AthenaError =>
    new AthenaError(code, problem).at(session.sql, base.offset);
  const found = named?.get(base.name.toLowerCase());
  if (found === undefined) throw fail('INVALID_WINDOW_REFERENCE', `Cannot resolve WINDOW name ${base.name}`);
  if (base.isAll) return found;
  if (window.partitionBy.length > 0)
    throw fail('INVALID_PARTITION_BY', 'WINDOW specification with named WINDOW reference cannot specify PARTITION BY');
  if (window.orderBy.length > 0 && found.orderBy.length > 0)
    throw fail('INVALID_ORDER_BY', 'Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY');
  if (found.frame !== undefined)
    throw fail('INVALID_WINDOW_REFERENCE', 'Cannot reference named WINDOW containing frame specification');
  const orderBy = window.orderBy.length > 0 ? window.orderBy : found.orderBy;
  return { base: undefined, partitionBy: found.partitionBy, orderBy, frame: window.frame };
}
