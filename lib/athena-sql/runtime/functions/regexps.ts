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
import { constant, define, strings, type RuntimeFunction } from './define';

/** Functions of regular expressions. */
export const REGEXPS: readonly RuntimeFunction[] = [
  define('t_regexp_like', strings(2), 'BOOLEAN', regexpLike),
  define('t_regexp_extract', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, p: string, g: bigint) =>
    regexpExtract(x, p, Number(g)),
  ),
  define('t_regexp_extract_all', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, p: string, g: bigint) =>
    JSON.stringify(regexpExtractAll(x, p, Number(g))),
  ),
  define('t_regexp_replace', strings(3), 'VARCHAR', (x: string, p: string, r: string) =>
    regexpReplace(x, p, constant(r) as (string | number)[]),
  ),
  define('t_regexp_groups', strings(2), 'VARCHAR', (x: string, p: string) => JSON.stringify(regexpGroups(x, p))),
  define('t_regexp_fill', strings(3), 'VARCHAR', (x: string, p: string, texts: string) =>
    regexpFill(x, p, JSON.parse(texts) as (string | null)[]),
  ),
  define('t_regexp_split', strings(2), 'VARCHAR', (x: string, p: string) => JSON.stringify(regexpSplit(x, p))),
  define(
    't_regexp_position',
    ['VARCHAR', 'VARCHAR', 'INTEGER', 'INTEGER'],
    'INTEGER',
    (x: string, p: string, start: number, occurrence: number) => regexpPosition(x, p, start, occurrence),
  ),
  define('t_regexp_count', strings(2), 'BIGINT', (x: string, p: string) => BigInt(regexpCount(x, p))),
];
