import { RefusedError } from '../errors';
import { quote } from '../quote';
import { checkFormat } from '../runtime/format';
import { isInteger, typeText, VARCHAR } from '../types';
import { toVarchar } from '../values/to-varchar';
import { value } from '../values/value';
import { analyzeAll, requireCount, type Special } from './special-call';

/** Types besides integers that Trino's format takes as they are printed. */
const AS_TEXT = [
  'unknown',
  'varchar',
  'char',
  'boolean',
  'date',
  'decimal',
  'ipaddress',
  'intervalDay',
  'intervalYear',
];

/** format, whose pattern decides on what the arguments must be. */
export const format: Special = (args, context) => {
  requireCount(args, 'format', 2, 255);
  const [pattern, ...values] = analyzeAll(args, context);
  if (typeof pattern?.literal !== 'string') throw new RefusedError('A format that is computed', 'a literal', 'has it');
  const kinds = values.map((v) =>
    isInteger(v.type) ? 'i' : v.type.kind === 'decimal' ? 'd' : v.type.kind === 'double' ? 'f' : 't',
  );
  checkFormat(pattern.literal, kinds.join(''));
  const texts = values.map((v) => {
    if (v.type.kind === 'double') return `t_java_double(${v.sql})`;
    if (AS_TEXT.includes(v.type.kind) || isInteger(v.type))
      return v.type.kind === 'unknown' ? 'NULL' : toVarchar(v.sql, v.type);
    throw new RefusedError(`format of ${typeText(v.type)}`, 'CAST(.. AS varchar)');
  });
  return value(
    `t_format(${quote(pattern.literal)}, CAST(to_json(CAST([${texts.join(', ')}] AS VARCHAR[])) AS VARCHAR))`,
    VARCHAR,
    ...values,
  );
};
