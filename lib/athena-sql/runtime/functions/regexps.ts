import {
  regexpCount,
  regexpExtract,
  regexpExtractAll,
  regexpFill,
  regexpGroups,
  regexpLike,
  regexpPosition,
  regexpReplace,
  regexpSplit,
} from '../regexp';
import { javaPattern, replacementParts, type Pattern } from '../regexp-syntax';
import { constant, define, defineTotal, strings, type RuntimeFunction } from './define';

/** Functions of regular expressions. */
export const REGEXPS: readonly RuntimeFunction[] = [
  // patterns and replacements that are computed, in the form of those that are literals
  define('t_pattern', strings(1), 'VARCHAR', patternOf),
  define('t_replacement', strings(2), 'VARCHAR', (text: string, pattern: string) =>
    JSON.stringify(replacementParts(text, (constant(pattern) as Pattern).groups)),
  ),
  defineTotal('t_regexp_like', strings(2), 'BOOLEAN', regexpLike),
  define('t_regexp_extract', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, p: string, g: bigint) =>
    regexpExtract(x, p, Number(g)),
  ),
  define('t_regexp_extract_all', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, p: string, g: bigint) =>
    JSON.stringify(regexpExtractAll(x, p, Number(g))),
  ),
  define('t_regexp_replace', strings(3), 'VARCHAR', (x: string, p: string, r: string) =>
    regexpReplace(x, p, constant(r) as (string | number)[]),
  ),
  defineTotal('t_regexp_groups', strings(2), 'VARCHAR', (x: string, p: string) => JSON.stringify(regexpGroups(x, p))),
  define('t_regexp_fill', strings(3), 'VARCHAR', (x: string, p: string, texts: string) =>
    regexpFill(x, p, JSON.parse(texts) as (string | null)[]),
  ),
  defineTotal('t_regexp_split', strings(2), 'VARCHAR', (x: string, p: string) => JSON.stringify(regexpSplit(x, p))),
  define(
    't_regexp_position',
    ['VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER'],
    'INTEGER',
    (x: string, p: string, start: number, occurrence: number) => regexpPosition(x, p, start, occurrence),
  ),
  defineTotal('t_regexp_count', strings(2), 'BIGINT', (x: string, p: string) => BigInt(regexpCount(x, p))),
];

const read = new Map<string, string>();

/** The JSON of a pattern, each read once. */
function patternOf(text: string): string {
  let known = read.get(text);
  if (known === undefined) {
    known = JSON.stringify(javaPattern(text));
    if (read.size > 1000) read.clear();
    read.set(text, known);
  }
  return known;
}
