import { RefusedError } from '../errors';
import { Scan } from '../values/scan';
import { openCursor } from '../syntax/grammar';
import type { Value } from '../values/value';
import { analyzeExpression } from './expression';
import { ANALYSES } from './statement';

/** A value for `?`: the text of a literal, as Athena's ExecutionParameters are. */
export function analyzeLiteralParameter(text: string): Value {
  const cursor = openCursor(text);
  const node = cursor.expression();
  if (cursor.peek().kind !== 'end') cursor.fail('Expecting: <EOF>');
  const value = analyzeExpression(node, {
    session: {
      sql: text,
      catalog: { find: () => undefined, names: () => [] },
      database: '',
      views: [],
      parameters: [],
      names: { next: 1 },
      now: '',
      ctes: new Map(),
      analyses: ANALYSES,
      scan: (alias, table, origin) => new Scan(alias, table, false, origin),
    },
    scope: { fields: [] },
    clause: 'parameter',
  });
  if (value.literal === undefined) throw new RefusedError(`The parameter ${text}`, 'a literal');
  return value;
}
