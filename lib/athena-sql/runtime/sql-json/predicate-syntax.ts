import { AthenaError } from '../../errors';
import type { PathReader } from './path-reader';
import { PathSyntaxError } from './path-tokens';
import type { PathPredicate } from './path-tree';

const COMPARISONS = ['==', '<>', '<=', '>=', '<', '>'] as const;

/** Reads what stands in the parentheses of a filter. @throws PathSyntaxError; AthenaError NOT_SUPPORTED for like_regex */
export function parsePredicate(reader: PathReader): PathPredicate {
  let left = parseConjunction(reader);
  while (reader.take('||')) left = { kind: 'or', left, right: parseConjunction(reader) };
  return left;
}

function parseConjunction(reader: PathReader): PathPredicate {
  let left = parseOne(reader);
  while (reader.take('&&')) left = { kind: 'and', left, right: parseOne(reader) };
  return left;
}

function parseOne(reader: PathReader): PathPredicate {
  if (reader.take('!')) return { kind: 'not', operand: parseDelimited(reader) ?? reader.fail() };
  const isInParentheses = reader.peek().text === '(';
  const delimited = parseDelimited(reader);
  if (delimited === undefined) return parseComparison(reader);
  if (!isInParentheses || !reader.takeName('is')) return delimited;
  if (!reader.takeName('unknown')) reader.fail();
  return { kind: 'isUnknown', operand: delimited };
}

/** `exists(path)` or `(predicate)`; undefined where a path in parentheses is compared. */
function parseDelimited(reader: PathReader): PathPredicate | undefined {
  if (reader.takeName('exists')) {
    reader.expect('(');
    const path = reader.path();
    reader.expect(')');
    return { kind: 'exists', path };
  }
  const mark = reader.mark();
  if (!reader.take('(')) return undefined;
  try {
    const inner = parsePredicate(reader);
    reader.expect(')');
    return inner;
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    reader.reset(mark);
    return undefined;
  }
}

function parseComparison(reader: PathReader): PathPredicate {
  const left = reader.path();
  if (reader.takeName('like_regex'))
    throw new AthenaError('NOT_SUPPORTED', 'like_regex predicate in JSON path is not yet supported');
  if (reader.takeName('starts')) {
    if (!reader.takeName('with')) reader.fail();
    return { kind: 'startsWith', whole: left, start: reader.path() };
  }
  const operator = COMPARISONS.find((symbol) => reader.take(symbol));
  if (operator === undefined) return reader.fail();
  return { kind: 'comparison', operator, left, right: reader.path() };
}
