import { fromBase, toBase } from '../binary';
import {
  asciiDigits,
  parseDouble,
  decimalAdd,
  decimalDivide,
  decimalMod,
  decimalRound,
  decimalText,
  javaDouble,
  trinoDouble,
  trinoReal,
  truncateDecimal,
} from '../numbers';
import { combinationIndexes, comparatorOrder } from '../sorting';
import { inverseNormalCdf } from '../inverse-normal';
import { formatNumber, normalCdf, widthBucket } from '../statistics';
import { define, defineTotal, strings, type RuntimeFunction } from './define';

/** Functions of numbers and their texts. */
export const NUMBERS: readonly RuntimeFunction[] = [
  defineTotal('t_ascii_digits', strings(1), 'VARCHAR', asciiDigits),
  define('t_parse_double', strings(1), 'DOUBLE', parseDouble),
  define('t_double_text', ['DOUBLE'], 'VARCHAR', (x: number) => trinoDouble(x)),
  defineTotal('t_java_double', ['DOUBLE'], 'VARCHAR', (x: number) => javaDouble(x)),
  define('t_real_text', ['DOUBLE'], 'VARCHAR', (x: number) => trinoReal(x)),
  define('t_decimal_divide', ['VARCHAR', 'VARCHAR', 'INTEGER'], 'VARCHAR', (a: string, b: string, s: number) =>
    decimalDivide(a, b, s),
  ),
  define('t_decimal_mod', ['VARCHAR', 'VARCHAR', 'INTEGER'], 'VARCHAR', (a: string, b: string, s: number) =>
    decimalMod(a, b, s),
  ),
  define('t_decimal_truncate', ['VARCHAR', 'INTEGER'], 'VARCHAR', truncateDecimal),
  define('t_decimal_round', ['VARCHAR', 'INTEGER', 'INTEGER'], 'VARCHAR', (x: string, n: number, s: number) =>
    decimalRound(x, n, s),
  ),
  define(
    't_decimal_add',
    ['VARCHAR', 'VARCHAR', 'INTEGER', 'BOOLEAN'],
    'VARCHAR',
    (a: string, b: string, s: number, negated: boolean) => decimalAdd(a, b, s, negated),
  ),
  define('t_decimal_of_text', ['VARCHAR', 'INTEGER', 'INTEGER'], 'VARCHAR', (x: string, p: number, s: number) =>
    decimalText(x, p, s),
  ),
  define('t_normal_cdf', ['DOUBLE', 'DOUBLE', 'DOUBLE'], 'DOUBLE', normalCdf),
  define('t_inverse_normal_cdf', ['DOUBLE', 'DOUBLE', 'DOUBLE'], 'DOUBLE', inverseNormalCdf),
  define('t_width_bucket', ['DOUBLE', 'VARCHAR'], 'BIGINT', (x: number, bins: string) =>
    widthBucket(x, JSON.parse(bins) as (string | null)[]),
  ),
  define('t_format_number', ['BIGINT'], 'VARCHAR', formatNumber),
  define('t_comparator_order', strings(1), 'VARCHAR', (compared: string) =>
    JSON.stringify(comparatorOrder(JSON.parse(compared) as (number | null)[][])),
  ),
  define('t_combinations', ['BIGINT', 'BIGINT'], 'VARCHAR', (count: bigint, size: bigint) =>
    JSON.stringify(combinationIndexes(Number(count), Number(size))),
  ),
  defineTotal('t_power', ['DOUBLE', 'DOUBLE'], 'DOUBLE', (x: number, y: number) => x ** y),
  define('t_to_base', ['BIGINT', 'BIGINT'], 'VARCHAR', (x: bigint, r: bigint) => toBase(x, r)),
  define('t_from_base', ['VARCHAR', 'BIGINT'], 'BIGINT', (x: string, r: bigint) => fromBase(x, r)),
];
