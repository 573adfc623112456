import { AthenaError } from '../errors';
import { SCALARS } from '../functions/scalars';
import { trimChar } from '../functions/chars';
import { trimText } from '../functions/text';
import type { Expression } from '../syntax/ast';
import { typeText, varchar, type Type } from '../types';
import { value, type Value } from '../values/value';
import { analyze } from './analyze';
import { requireText } from './require-text';
import type { Context } from './scope';

/** Fields of EXTRACT that are called otherwise than their function. */
const FIELDS: Readonly<Record<string, string>> = {
  dow: 'day_of_week',
  doy: 'day_of_year',
  yow: 'year_of_week',
  day_of_month: 'day',
};

/** EXTRACT(field FROM ..): the function of the field. */
export function analyzeExtract(field: string, operand: Value, context: Context): Value {
  const name = FIELDS[field] ?? field;
  const overloads = SCALARS[name];
  const overload = overloads?.find((o) =>
    o.parameters[0]?.kind === 'type'
      ? o.parameters[0].type.kind === operand.type.kind
      : o.parameters[0]?.kind === 'any' && o.parameters[0].name === operand.type.kind,
  );
  if (overload === undefined)
    throw new AthenaError('TYPE_MISMATCH', `Cannot extract ${field} from ${typeText(operand.type)}`);
  return value(
    overload.emit([operand.sql], {
      values: [operand],
      given: [operand],
      types: new Map(),
      literal: () => undefined,
      now: context.session.now,
    }),
    { kind: 'bigint' },
    operand,
  );
}

/** A varchar as long as a char. */
const textAsLong = (type: Type): Type => (type.kind === 'char' ? varchar(type.length) : type);

/** TRIM with its keywords. */
export function analyzeTrim(node: Extract<Expression, { kind: 'trim' }>, context: Context): Value {
  const given = analyze(node.operand, context);
  const operand = given.type.kind === 'char' ? given : requireText(given, 'trim');
  const trim = given.type.kind === 'char' ? trimChar : trimText;
  const type = given.type.kind === 'unknown' ? varchar(0) : textAsLong(given.type);
  if (node.characters === undefined) return value(trim(node.side, operand.sql), type, operand);
  const set = analyze(node.characters, context);
  const characters = set.type.kind === 'char' ? set : requireText(set, 'trim');
  return value(trim(node.side, operand.sql, characters.sql), type, operand, characters);
}
