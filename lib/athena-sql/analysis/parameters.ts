import { RefusedError } from '../errors';
import { Scan } from './scan';
import { Cursor } from '../syntax/cursor';
import { parseExpression } from '../syntax/expression';
import type { Value } from '../value';
import { analyze } from './expression';

/** A value for `?`: the text of a literal, as Athena's ExecutionParameters are. */
export function analyzeLiteralParameter(text: string): Value {
  const cursor = new Cursor(text);
  const node = parseExpression(cursor);
  if (cursor.peek().kind !== 'end') cursor.fail('Expecting: <EOF>');
  const value = analyze(node, {
    session: {
      sql: text,
      catalog: { find: () => undefined, names: () => [] },
      database: '',
      views: [],
      parameters: [],
      names: { next: 1 },
      now: '',
      ctes: new Map(),
      scan: (alias, table) => new Scan(alias, table, false),
    },
    scope: { fields: [] },
    clause: 'parameter',
  });
  if (value.literal === undefined) throw new RefusedError(`The parameter ${text}`, 'a literal');
  return value;
}
